using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>What a section is about, told by its heading.</summary>
internal enum Topic { Purpose, Occasion, Budget, Assignments, Reporting, Activities, Unknown }

/// <summary>The headings of these plans, as words.</summary>
internal static partial class Headings
{
    /// <summary>The topic of the section this stands in; a heading that says nothing itself has its parent's topic.</summary>
    public static Topic TopicOf(Section section)
    {
        if (section.Block is null)
        {
            return Topic.Unknown;
        }

        var above = TopicOf(section.Parent!);
        if (section.Title is null || above is not (Topic.Unknown or Topic.Activities))
        {
            return above;
        }

        var own = TopicOf(section.Title.Key);
        return own == Topic.Unknown || (above == Topic.Activities && OpeningCeremony().IsMatch(section.Parent!.Key)) ? above : own;
    }

    /// <summary>Where nothing is numbered, the lines in capitals that name a usual topic are the headings.</summary>
    public static List<Block> Marked(List<Block> blocks) =>
        blocks.Exists(block => block.Level <= Level.Roman)
            ? blocks
            : [.. blocks.Select(block => block.Level == Level.Plain && Line.IsUpperCase(block.Whole.Text) && TopicOf(block.Key) != Topic.Unknown ? block with { Marker = Marker.Unnumbered } : block)];

    public static Topic TopicOf(string title) => title switch
    {
        _ when Assignments().IsMatch(title) => Topic.Assignments,
        _ when Reporting().IsMatch(title) => Topic.Reporting,
        _ when Occasion().IsMatch(title) && !Content().IsMatch(title) => Topic.Occasion,
        _ when Activities().IsMatch(title) => Topic.Activities,
        _ when Purpose().IsMatch(title) => Topic.Purpose,
        _ when title.Contains("kinh phi", StringComparison.Ordinal) => Topic.Budget,
        _ => Topic.Unknown,
    };

    [GeneratedRegex(@"\ble (khai mac|phat dong|ra quan)", Patterns.Bounded)]
    public static partial Regex OpeningCeremony();

    /// <summary>A line of particulars under a heading: "Thời gian: …", "Địa điểm: …".</summary>
    [GeneratedRegex(@"^(?<what>thoi gian|thoi diem|ngay|dia diem|noi to chuc|hinh thuc|thanh phan|noi dung|chu tri|so luong|quy mo|dai bieu|khach moi|chuong trinh|don vi)[^:]{0,40}:", Patterns.Bounded)]
    public static partial Regex Detail();

    /// <summary>The end of a sentence that leads to a list.</summary>
    [GeneratedRegex(@"\b(cu the|nhu|sau|sau day|gom|bao gom|do la):$", Patterns.Bounded)]
    public static partial Regex LeadIn();

    [GeneratedRegex(@"^(to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|trien khai thuc hien|nhiem vu cua|phan cong nhiem vu|(kinh phi|thong tin|bao cao)\b.{0,40}\bto chuc thuc hien)|\b(phan cong|trach nhiem (cua|thuc hien))\b", Patterns.Bounded)]
    private static partial Regex Assignments();

    [GeneratedRegex(@"^(che do |cong tac |thong tin,? |thoi han )*bao cao", Patterns.Bounded)]
    private static partial Regex Reporting();

    [GeneratedRegex(@"hoat dong|noi dung|hinh thuc|giai phap|nhiem vu|bien phap|tuyen truyen|truyen thong|khai mac|phat dong|cuoc thi", Patterns.Bounded)]
    private static partial Regex Activities();

    [GeneratedRegex(@"hoat dong|noi dung", Patterns.Bounded)]
    private static partial Regex Content();

    [GeneratedRegex(@"^(muc dich|yeu cau|muc tieu|quan diem|can cu|su can thiet)", Patterns.Bounded)]
    private static partial Regex Purpose();

    /// <summary>Theme, time and place of the Week.</summary>
    [GeneratedRegex(@"^(ten goi|chu de|thong diep|thoi gian|dia diem|doi tuong|pham vi)", Patterns.Bounded)]
    private static partial Regex Occasion();
}
