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
public abstract record FormCheck
{
    /// <summary>What it finds, each beside the cell to look at; at most one a column.</summary>
    public abstract IEnumerable<Finding> Find(FilledForm filled);

    /// <summary>Whether two figures of a column lie so far apart that it is worth asking; money counts in thousands of đồng.</summary>
    private protected static bool Differ(FormColumn column, long one, long other, long least) => Math.Abs(one - other) >= least * (column.Row.IsMoney ? 1000 : 1);

    // Years are written without dots.
    private protected static string Year(FilledForm filled) => filled.Beside.Year.ToString(CultureInfo.InvariantCulture);

    private protected static Finding Unusual(FormColumn column, string text, params object[] arguments) => new(Severity.Warning, column.Row.Key, column, new(text, arguments));
}

/// <summary>People without a class or meeting, or the other way round.</summary>
public sealed record SessionsAndPeople : FormCheck
{
    public override IEnumerable<Finding> Find(FilledForm filled) =>
        from people in filled.Asked
        where people.Measure == Measure.People
        let sessions = filled.Form.Column(people.Row.Key, Measure.Sessions)
        where sessions is not null
        let finding = (filled[sessions].NumberOrZero, filled[people].NumberOrZero) switch
        {
            (0, > 0) => Unusual(people, "Có {0:N0} lượt người nhưng chưa có lớp hay cuộc nào. Điền cột {1}, hoặc ghi một câu giải thích ở cột Ghi chú.", filled[people].NumberOrZero, sessions.Title),
            ( > 0, 0) => Unusual(people, "Đã ghi {0:N0} ở cột {1} nhưng không có lượt người. Điền lượt người, hoặc ghi một câu giải thích ở cột Ghi chú.", filled[sessions].NumberOrZero, sessions.Title),
            _ => null,
        }
        where finding is not null
        select finding;
}

/// <summary>Money so little that it looks like thousands of đồng.</summary>
/// <param name="Below">In đồng; what is less is asked back.</param>
public sealed record LikelyThousands(long Below) : FormCheck
{
    public override IEnumerable<Finding> Find(FilledForm filled) =>
        from column in filled.Asked
        where column.Row.IsMoney && filled[column].Number > 0 && filled[column].Number < Below
        select Unusual(column, "{0:N0} đồng: có phải {0:N0} nghìn đồng? Nếu đúng là đồng, ghi một câu giải thích ở cột Ghi chú.", filled[column].NumberOrZero);
}

/// <summary>Many times what the unit gave before, or a small part of it.</summary>
/// <param name="Times">From how many times on.</param>
/// <param name="Least">And by how much at least; money counts in thousands of đồng.</param>
public sealed record AgainstEarlier(int Times, long Least) : FormCheck
{
    public override IEnumerable<Finding> Find(FilledForm filled)
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
    public override IEnumerable<Finding> Find(FilledForm filled) =>
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
    public override IEnumerable<Finding> Find(FilledForm filled)
    {
        var numbers = filled.Typed.Where(column => filled[column].IsNumber).ToList();
        if (numbers.Count > 0 && numbers.TrueForAll(column => filled[column].Number == 0))
            yield return Unusual(numbers[0], "Mọi số trong biểu đều là 0. Nếu đơn vị không tổ chức hoạt động nào, xóa các số 0 rồi đánh dấu ô “không tổ chức hoạt động nào”; nếu có, hãy điền số thật.");
    }
}

/// <summary>Every number is what it was in the earlier year: the old table sent again?</summary>
/// <param name="Cells">From how many numbers on.</param>
public sealed record SameAsEarlier(int Cells) : FormCheck
{
    public override IEnumerable<Finding> Find(FilledForm filled)
    {
        var numbers = filled.Typed.Where(column => filled[column].Number > 0).ToList();
        if (numbers.Count >= Cells && numbers.TrueForAll(column => filled[column] == filled.Earlier(column)))
            yield return Unusual(numbers[0], "Cả {0:N0} số đều đúng bằng năm {1}. Nếu không phải chép lại biểu cũ, ghi một câu giải thích ở cột Ghi chú.", numbers.Count, Year(filled));
    }
}

/// <summary>Nearly all attendances are round: guessed, not counted?</summary>
/// <param name="Multiple">What counts as round: a multiple of this.</param>
/// <param name="Cells">How many round numbers at least.</param>
/// <param name="Percent">And what part of the numbers not less than <see cref="Multiple"/>.</param>
public sealed record RoundHeaps(long Multiple, int Cells, int Percent) : FormCheck
{
    public override IEnumerable<Finding> Find(FilledForm filled)
    {
        var large = filled.Typed.Where(column => column.Measure == Measure.People && filled[column].Number >= Multiple).ToList();
        var round = large.FindAll(column => filled[column].NumberOrZero % Multiple == 0);
        if (round.Count >= Cells && round.Count * 100 >= large.Count * Percent)
            yield return Unusual(round[0], "{0:N0} trong {1:N0} số lượt người là số tròn {2:N0}: có phải ước chừng? Nếu đúng là số đếm được, ghi một câu giải thích ở cột Ghi chú.", round.Count, large.Count, Multiple);
    }
}
