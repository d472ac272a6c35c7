using TuanHoc.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>What is said beside an earlier unit on a later map.</summary>
static class EarlierWords
{
    // A district was divided among a dozen communes; the page of the unit has them all.
    const int MostNamed = 4;

    public static string Of(Placement placement, IReadOnlyDictionary<long, UnitName> names) => placement.How switch
    {
        Placing.Part => T["đơn vị cũ, nay chia về {0}", Names(placement, names)],
        Placing.Unknown => T["đơn vị cũ, chưa rõ nay thuộc đơn vị nào"],
        _ when placement.SurelyUnder is not null => T["đơn vị cũ, nối theo tên, chưa đối chiếu văn bản"],
        _ => T["đơn vị cũ"],
    };

    static string Names(Placement placement, IReadOnlyDictionary<long, UnitName> names) =>
        string.Join(", ", placement.Parts.Take(MostNamed).Select(part => names.TryGetValue(part, out var name) ? name.Listed : "")) + (placement.Parts.Count > MostNamed ? ", …" : "");
}
