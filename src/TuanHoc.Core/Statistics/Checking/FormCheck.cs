using System.Globalization;
using System.Text.Json.Serialization;
using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>
/// Something unusual that a form asks a sentence for. Which checks, and from what size on, stands with the form, so that another year's form can have others.
/// What contradicts itself (parts above their whole, a school that is two schools) is no check but an error on every form.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SessionsAndPeople), "sessions-and-people")]
[JsonDerivedType(typeof(LikelyThousands), "likely-thousands")]
[JsonDerivedType(typeof(AgainstEarlier), "against-earlier")]
[JsonDerivedType(typeof(AgainstLike), "against-like")]
[JsonDerivedType(typeof(AllZero), "all-zero")]
[JsonDerivedType(typeof(SameAsEarlier), "same-as-earlier")]
[JsonDerivedType(typeof(RoundHeaps), "round-heaps")]
[JsonDerivedType(typeof(BelowAsOwn), "below-as-own")]
public abstract record FormCheck
{
    /// <summary>What it says of the sheet alone.</summary>
    public virtual IEnumerable<SheetRule> Rules(StatisticsForm form) => [];

    /// <summary>What it finds beside other figures, each with the cell to look at; at most one a column.</summary>
    public virtual IEnumerable<Finding> FindBeside(FilledForm filled) => [];

    /// <summary>Whether two figures of a column lie so far apart that it is worth asking; money counts in thousands of đồng.</summary>
    private protected static bool Differ(FormColumn column, long one, long other, long least) => Math.Abs(one - other) >= least * (column.Row.IsMoney ? 1000 : 1);

    // Years are written without dots.
    private protected static string Year(FilledForm filled) => filled.Beside.Year.ToString(CultureInfo.InvariantCulture);

    private protected static Finding Unusual(FormColumn column, string text, params object[] arguments) => new(Severity.Warning, column.Row.Key, column, new(text, arguments));

    private protected static IReadOnlyList<FormColumn> Typed(StatisticsForm form, Func<FormColumn, bool> which) => [.. form.Columns.Where(column => !column.Derived && which(column))];
}

/// <summary>People without a class or meeting, or the other way round.</summary>
public sealed record SessionsAndPeople : FormCheck
{
    public override IEnumerable<SheetRule> Rules(StatisticsForm form)
    {
        foreach (var column in form.Columns.Where(column => column.Measure == Measure.People))
        {
            if (form.Column(column.Row.Key, Measure.Sessions) is not { } held) continue;
            var (people, sessions) = (Term.Sum(column), Term.Sum(held));
            yield return new(Severity.Warning, people, new("Có {0:N0} lượt người nhưng chưa có lớp hay cuộc nào. Điền cột {1}, hoặc ghi một câu giải thích ở cột Ghi chú.", people, held.Title), new(sessions, Comparison.Equal, 0), new(people, Comparison.Above, 0));
            yield return new(Severity.Warning, people, new("Đã ghi {0:N0} ở cột {1} nhưng không có lượt người. Điền lượt người, hoặc ghi một câu giải thích ở cột Ghi chú.", sessions, held.Title), new(sessions, Comparison.Above, 0), new(people, Comparison.Equal, 0));
        }
    }
}

/// <summary>Money so little that it looks like thousands of đồng.</summary>
/// <param name="Below">In đồng; what is less is asked back.</param>
public sealed record LikelyThousands(long Below) : FormCheck
{
    public override IEnumerable<SheetRule> Rules(StatisticsForm form) =>
        from column in form.Columns
        where column.Row.IsMoney
        let money = Term.Sum(column)
        select new SheetRule(Severity.Warning, money, new("{0:N0} đồng: có phải {0:N0} nghìn đồng? Nếu đúng là đồng, ghi một câu giải thích ở cột Ghi chú.", money), new(money, Comparison.Above, 0), new(money, Comparison.Below, Below));
}

/// <summary>Many times what the unit gave before, or a small part of it.</summary>
/// <param name="Times">From how many times on.</param>
/// <param name="Least">And by how much at least; money counts in thousands of đồng.</param>
public sealed record AgainstEarlier(int Times, long Least) : FormCheck
{
    public override IEnumerable<Finding> FindBeside(FilledForm filled)
    {
        foreach (var column in filled.Typed)
        {
            if (filled[column].Number is not { } now || filled.Earlier(column).Number is not > 0) continue;
            var before = filled.Earlier(column).NumberOrZero;
            if (!Differ(column, now, before, Least)) continue;
            if (now >= before * Times)
                yield return Unusual(column, "{0:N0}, năm {1} là {2:N0}: gấp {3:N0} lần. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", now, Year(filled), before, now / before);
            else if (now > 0 && now * Times <= before)
                yield return Unusual(column, "{0:N0}, năm {1} là {2:N0}: chưa bằng một phần {3:N0}. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", now, Year(filled), before, before / now);
        }
    }
}

/// <summary>Far above what units like this one usually give: the robust z, said in words. Far below is nothing odd: a small class is a class.</summary>
/// <param name="Spreads">From how many spreads on.</param>
/// <param name="Least">And how far from their middle at least; money counts in thousands of đồng.</param>
public sealed record AgainstLike(double Spreads, long Least) : FormCheck
{
    public override IEnumerable<Finding> FindBeside(FilledForm filled) =>
        from column in filled.Typed
        let norm = filled.NormOf(column)
        where norm is not null && filled[column].Number > 0
        let number = filled[column].NumberOrZero
        where norm.Distance(number) >= Spreads && Differ(column, number, norm.At(0), Least)
        select Unusual(column, "{0:N0}, trong khi {1:N0} đơn vị cùng loại thường ghi từ {2:N0} đến {3:N0}. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", number, norm.Count, norm.At(-2), norm.At(2));
}

/// <summary>Nothing but zeros: held nothing, or not counted?</summary>
public sealed record AllZero : FormCheck
{
    public override IEnumerable<SheetRule> Rules(StatisticsForm form)
    {
        var typed = Typed(form, _ => true);
        return [new(Severity.Warning, Term.Count(typed), new("Mọi số trong biểu đều là 0. Nếu đơn vị không tổ chức hoạt động nào, xóa các số 0 rồi đánh dấu ô “không tổ chức hoạt động nào”; nếu có, hãy điền số thật."), new(Term.Count(typed), Comparison.Above, 0), new(Term.Sum(typed), Comparison.Equal, 0))];
    }
}

/// <summary>Every number is what it was in the earlier year: the old table sent again?</summary>
/// <param name="Cells">From how many numbers on.</param>
public sealed record SameAsEarlier(int Cells) : FormCheck
{
    public override IEnumerable<Finding> FindBeside(FilledForm filled)
    {
        var numbers = filled.Typed.Where(column => filled[column].Number > 0).ToList();
        if (numbers.Count >= Cells && numbers.TrueForAll(column => filled[column] == filled.Earlier(column)))
            yield return Unusual(numbers[0], "Cả {0:N0} số đều đúng bằng năm {1}. Nếu không phải chép lại biểu cũ, ghi một câu giải thích ở cột Ghi chú.", numbers.Count, Year(filled));
    }
}

/// <summary>The sum from below typed as the unit's own, by itself or with its own in it: the units below would be counted twice, and nobody would see it.</summary>
/// <param name="Cells">From how many numbers on.</param>
public sealed record BelowAsOwn(int Cells) : FormCheck
{
    public override IEnumerable<Finding> FindBeside(FilledForm filled)
    {
        var below = filled.Typed.Where(column => filled.Below(column) > 0).ToList();
        var same = below.FindAll(column => filled[column].Number == filled.Below(column));
        if (same.Count >= Cells)
            yield return Unusual(same[0], "{0:N0} số đúng bằng số cộng từ các đơn vị bên dưới, sẽ bị tính hai lần. Ở đây chỉ ghi phần đơn vị tự tổ chức. Nếu đúng là của đơn vị, ghi một câu giải thích ở cột Ghi chú.", same.Count);
        // While reports are missing below, a unit that does much itself is above what came; when all have come, a total above every sum is rare.
        else if (filled.Beside.IsBelowWhole && below.Count >= Cells && below.TrueForAll(column => filled[column].Number >= filled.Below(column)))
            yield return Unusual(below[0], "Cả {0:N0} số mà các đơn vị bên dưới có đều không lớn hơn số ghi ở đây: có phải đã gồm cả phần của họ? Ở đây chỉ ghi phần đơn vị tự tổ chức. Nếu đúng là của đơn vị, ghi một câu giải thích ở cột Ghi chú.", below.Count);
    }
}

/// <summary>Nearly all attendances are round: guessed, not counted?</summary>
/// <param name="Multiple">What counts as round: a multiple of this.</param>
/// <param name="Cells">How many round numbers at least.</param>
/// <param name="Percent">And what part of the numbers not less than <see cref="Multiple"/>.</param>
public sealed record RoundHeaps(long Multiple, int Cells, int Percent) : FormCheck
{
    public override IEnumerable<SheetRule> Rules(StatisticsForm form)
    {
        var people = Typed(form, column => column.Measure == Measure.People);
        var (round, large) = (Term.Count(people, Multiple, Multiple), Term.Count(people, Multiple));
        return
        [
            new(Severity.Warning, round, new("{0:N0} trong {1:N0} số lượt người là số tròn {2:N0}: có phải ước chừng? Nếu đúng là số đếm được, ghi một câu giải thích ở cột Ghi chú.", round, large, Multiple),
                new(round, Comparison.AtLeast, Cells), new(round with { Times = 100 }, Comparison.AtLeast, 0, large with { Times = Percent })),
        ];
    }
}
