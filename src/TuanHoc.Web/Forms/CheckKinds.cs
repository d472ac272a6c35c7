using TuanHoc.Statistics;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>A number of a check, as it is asked: its field, what it is called, and the least and the most that make sense.</summary>
sealed record CheckNumber(string Field, string Label, int Least, int Most);

/// <summary>A kind of check as it is edited: what it asks a sentence for, its numbers, and how they make the check.</summary>
/// <param name="Field">The name of its box.</param>
/// <param name="Label">What it finds.</param>
/// <param name="Numbers">What it asks for.</param>
/// <param name="Make">The check with these numbers, in their order.</param>
/// <param name="Read">The numbers of such a check; null where it is another.</param>
sealed record CheckKind(string Field, string Label, IReadOnlyList<CheckNumber> Numbers, Func<int[], FormCheck> Make, Func<FormCheck, int[]?> Read)
{
    /// <summary>Its numbers in the form; null where the form does not ask for it.</summary>
    public int[]? In(IEnumerable<FormCheck> checks) => checks.Select(Read).FirstOrDefault(numbers => numbers is not null);
}

/// <summary>All kinds of checks, in the order in which a form has them.</summary>
static class CheckKinds
{
    const int Millions = 1_000_000_000;

    public static IReadOnlyList<CheckKind> All =>
    [
        new("sessionsAndPeople", T["Có lượt người mà không có lớp, cuộc; hoặc ngược lại"], [], _ => new SessionsAndPeople(), check => check is SessionsAndPeople ? [] : null),
        new("likelyThousands", T["Số tiền nhỏ đến mức có lẽ là nghìn đồng"], [new("below", T["Dưới (đồng)"], 1, Millions)],
            numbers => new LikelyThousands(numbers[0]), check => check is LikelyThousands thousands ? [checked((int)thousands.Below)] : null),
        new("againstEarlier", T["Gấp nhiều lần năm trước, hoặc chỉ bằng một phần nhỏ"], [new("times", T["Từ mấy lần"], 2, 1000), Apart],
            numbers => new AgainstEarlier(numbers[0], numbers[1]), check => check is AgainstEarlier earlier ? [earlier.Times, checked((int)earlier.Least)] : null),
        new("againstLike", T["Vượt xa số mà các đơn vị cùng loại thường ghi"], [new("spreads", T["Từ mấy lần độ phân tán thường gặp"], 2, 100), Apart],
            numbers => new AgainstLike(numbers[0], numbers[1]), check => check is AgainstLike like ? [(int)Math.Round(like.Spreads), checked((int)like.Least)] : null),
        new("allZero", T["Mọi số đều là 0"], [], _ => new AllZero(), check => check is AllZero ? [] : null),
        new("sameAsEarlier", T["Mọi số đều đúng bằng năm trước"], [new("cells", T["Từ bao nhiêu số"], 2, 200)],
            numbers => new SameAsEarlier(numbers[0]), check => check is SameAsEarlier same ? [same.Cells] : null),
        new("roundHeaps", T["Lượt người hầu hết là số tròn"], [new("multiple", T["Tròn là bội của"], 2, 10_000), new("cells", T["Từ bao nhiêu số tròn"], 2, 200), new("percent", T["Chiếm từ (%) các số đủ lớn"], 1, 100)],
            numbers => new RoundHeaps(numbers[0], numbers[1], numbers[2]), check => check is RoundHeaps round ? [checked((int)round.Multiple), round.Cells, round.Percent] : null),
        new("belowAsOwn", T["Số cộng từ các đơn vị bên dưới ghi thành số của đơn vị"], [new("cells", T["Từ bao nhiêu số"], 2, 200)],
            numbers => new BelowAsOwn(numbers[0]), check => check is BelowAsOwn below ? [below.Cells] : null),
    ];

    static CheckNumber Apart => new("least", T["Và chênh ít nhất (tiền: nghìn đồng)"], 0, Millions);
}
