using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>How many units of a kind the plan speaks of: "UBND 15 phường", "168 xã, phường, đặc khu".</summary>
internal static partial class CountReader
{
    public static IReadOnlyList<UnitCount> Read(PlanText plan) =>
        [.. (from block in plan.Body
             from found in Counted().Matches(block.Whole.Key).Cast<Match>()
             let count = int.Parse(found.Groups["n"].Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
             where count > 1 && !IsSome(block.Whole.Key, found)
             let what = block.Whole.Slice(found.Groups["what"])
             select new UnitCount(what.Text.ToLowerInvariant(), count, block.Whole.Slice(found).At)).DistinctBy(count => (count.What, count.Count))];

    /// <summary>"ít nhất 02 xã", "03 phường điểm": some units, not how many there are.</summary>
    private static bool IsSome(string key, Match found) =>
        AtLeast().IsMatch(key[Math.Max(0, found.Index - 30)..found.Index]) || Chosen().IsMatch(key[(found.Index + found.Length)..]);

    private const string Kind = "(xa(?! hoi)|phuong(?! (an|phap|tien|thuc|cham|huong))|thi tran|dac khu|quan(?! (ly|su|doi|tam|he|diem|triet|chung))|huyen|thi xa|thanh pho|tinh)";

    [GeneratedRegex($@"(?<![\d/.,-])(?<n>\d{{1,3}}(\.\d{{3}})?) (?<what>{Kind}(( ?, ?| va ){Kind}){{0,4}})\b", Patterns.Bounded)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(it nhat|toi thieu|toi da|moi|chon|trong|tu|so|ngay|thang|nam|thu) $", Patterns.Bounded)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^ (diem|duoc chon|lam diem|dai dien|dien hinh|tieu bieu|tro len)\b", Patterns.Bounded)]
    private static partial Regex Chosen();
}
