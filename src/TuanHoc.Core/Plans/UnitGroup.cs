using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;

namespace TuanHoc.Plans;

/// <summary>
/// A group of units that a plan names, as it is kept: terms joined by "+". A printed type (<c>xa</c>, <c>phuong</c>, <c>dac-khu</c>, <c>thi-tran</c>, <c>huyen</c>, <c>quan</c>,
/// <c>thi-xa</c>, <c>thanh-pho</c>) is every such territory under the issuer's; <c>commune</c>, <c>district</c>, <c>province</c> are all of a tier. <c>school</c>, <c>school:primary</c>, <c>clc</c>,
/// <c>library</c>, <c>enterprise</c>, <c>neighbourhood</c> are all that stand on its ground; <c>agency</c>, <c>association</c>, <c>press</c>, <c>centre</c> and <c>organ</c> (any body
/// of these kinds) answer to it directly; <c>below</c> is whatever answers to the issuer itself. <c>name:so-giao-duc-dao-tao</c> is everybody on its ground called so, <c>unit:17</c> one unit.
/// The database gives the members of a day: <c>unit_group_members</c>.
/// </summary>
public sealed partial record UnitGroup
{
    static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        ["xa"] = "xã",
        ["phuong"] = "phường",
        ["dac-khu"] = "đặc khu",
        ["thi-tran"] = "thị trấn",
        ["huyen"] = "huyện",
        ["quan"] = "quận",
        ["thi-xa"] = "thị xã",
        ["thanh-pho"] = "thành phố",
        ["commune"] = "xã, phường, đặc khu",
        ["district"] = "huyện",
        ["province"] = "tỉnh, thành phố",
        ["school"] = "trường học",
        ["school:preschool"] = "trường mầm non",
        ["school:primary"] = "trường tiểu học",
        ["school:lower-secondary"] = "trường THCS",
        ["school:upper-secondary"] = "trường THPT",
        ["school:college"] = "trường cao đẳng",
        ["school:university"] = "trường đại học",
        ["agency"] = "cơ quan, ban, ngành",
        ["association"] = "hội, đoàn thể",
        ["clc"] = "trung tâm học tập cộng đồng",
        ["library"] = "thư viện",
        ["museum"] = "bảo tàng",
        ["culture-house"] = "nhà văn hóa",
        ["centre"] = "trung tâm",
        ["press"] = "cơ quan báo chí",
        ["enterprise"] = "doanh nghiệp",
        ["neighbourhood"] = "thôn, tổ dân phố",
        ["organ"] = "cơ quan, đơn vị",
        ["below"] = "đơn vị trực thuộc",
    };

    UnitGroup(IReadOnlyList<string> terms) => Terms = terms;

    /// <summary>Each once, in the order named.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>What its units are called together: "xã, phường"; units named one by one are "đơn vị".</summary>
    public string Words => string.Join(", ", Terms.Select(term => Said.GetValueOrDefault(term, "đơn vị")).Distinct());

    /// <exception cref="ArgumentException">A term is none.</exception>
    public static UnitGroup Of(params IEnumerable<string> terms) =>
        terms.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } all && all.All(IsTerm) ? new(all) : throw new ArgumentException("no group of units", nameof(terms));

    /// <summary>A group as it was kept or chosen; null when the text is none.</summary>
    public static UnitGroup? Parse(string? text) => text?.Split('+') is { } terms && terms.All(IsTerm) ? Of(terms) : null;

    public static UnitGroup operator +(UnitGroup one, UnitGroup other) => Of(one.Terms.Concat(other.Terms));

    public static UnitGroup Add(UnitGroup left, UnitGroup right) => left + right;

    public static string Unit(long id) => $"unit:{id}";

    public bool Equals(UnitGroup? other) => other is not null && Terms.SequenceEqual(other.Terms);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join('+', Terms);

    static bool IsTerm(string term) => Said.ContainsKey(term) || Named().IsMatch(term);

    [GeneratedRegex("^(name:[a-z0-9]+(-[a-z0-9]+)*|unit:[1-9][0-9]{0,17})$", Patterns.Bounded)]
    private static partial Regex Named();
}
