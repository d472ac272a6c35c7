using System.Globalization;
using Microsoft.Extensions.Primitives;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>What the nation's form being edited asks a sentence for, and from what counts on a second person must have looked.</summary>
static class CheckEndpoints
{
    const long MostAbove = 1_000_000_000_000;

    /// <summary>The kinds of units that report.</summary>
    public static readonly IReadOnlyList<string> Reporting = [.. UnitKinds.All.Where(kind => UnitKinds.Parse(kind) != UnitKind.Nation)];

    public static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.FormDraftAsync(user, id, cancel) is { IsOwn: false } draft ? Page(draft, Filled(draft.Definition)) : PageResults.Missing();

    public static async Task<IResult> Keep(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.FormDraftAsync(user, id, cancel) is not { IsOwn: false } draft) return PageResults.Missing();
        var form = new FormReader(posted);
        if (form.Key() is not { } key || form.Integer("version") is not { } version) return Page(draft, form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        var definition = draft.Definition with { Checks = Checks(form), SecondLooks = SecondLooks(form, draft.Definition) };
        if (!form.IsValid) return Page(draft, form, T["Chưa lưu: có {0} chỗ chưa đọc được. Sửa rồi gửi lại.", form.Errors.Count], StatusCodes.Status400BadRequest);
        if (await db.KeepAsync(user, draft, key, version, definition, cancel)) return TypedResults.LocalRedirect($"{draft.Path}#checks");
        return await db.FormDraftAsync(user, id, cancel) is not { } now ? PageResults.Missing()
            : Page(now, form, T["{0} vừa sửa bản soạn này lúc {1}, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản ấy, rồi lưu lần nữa.", now.ChangedBy, now.ChangedAt], StatusCodes.Status409Conflict);
    }

    /// <summary>The field of a check's number.</summary>
    public static string Field(CheckKind kind, CheckNumber number) => $"{kind.Field}.{number.Field}";

    /// <summary>The field of the count from which on a kind of unit is asked for a second look.</summary>
    public static string Field(Measure measure, string kind) => $"{measure}.{kind}";

    /// <summary>What the cells of a form measure, in the order in which measures are told.</summary>
    public static IReadOnlyList<Measure> Measured(FormDefinition form) => [.. Enum.GetValues<Measure>().Where(measure => form.Rows.Any(row => row.Columns?.Any(cell => cell.Measure == measure) == true))];

    static List<FormCheck> Checks(FormReader form)
    {
        var checks = new List<FormCheck>();
        foreach (var kind in CheckKinds.All.Where(kind => form.Has(kind.Field)))
        {
            var numbers = kind.Numbers.Select(number => Number(form, Field(kind, number), number.Least, number.Most)).ToArray();
            if (Array.TrueForAll(numbers, number => number is not null)) checks.Add(kind.Make([.. numbers.Select(number => (int)number!.Value)]));
        }
        return checks;
    }

    static List<SecondLook> SecondLooks(FormReader form, FormDefinition draft) =>
    [
        .. from measure in Measured(draft)
           let above = (from kind in Reporting
                        where form.Text(Field(measure, kind)) is not null
                        let number = Number(form, Field(measure, kind), 1, MostAbove)
                        where number is not null
                        select (kind, number.Value)).ToDictionary(one => one.kind, one => one.Value, StringComparer.Ordinal)
           where above.Count > 0
           select new SecondLook(measure, above),
    ];

    static long? Number(FormReader form, string field, long least, long most)
    {
        if (Figure.Parse(form[field] ?? "", Measure.Amount).Figure.Number is { } number && number >= least && number <= most) return number;
        form.Refuse(field, T["Ghi một số từ {0} đến {1}.", least, most]);
        return null;
    }

    static FormReader Filled(FormDefinition form)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var kind in CheckKinds.All)
        {
            if (kind.In(form.Checks) is not { } numbers) continue;
            fields[kind.Field] = "on";
            foreach (var (number, value) in kind.Numbers.Zip(numbers)) fields[Field(kind, number)] = Vn.Number(value);
        }
        foreach (var look in form.SecondLooks)
            foreach (var (kind, above) in look.Above) fields[Field(look.Measure, kind)] = Vn.Number(above);
        return new(new FormCollection(fields));
    }

    static IResult Page(FormDraft draft, FormReader input, string? why = null, int status = StatusCodes.Status200OK) =>
        PageResults.Page<FormChecksView>(new { Draft = draft, Input = input, Why = why, Key = Guid.CreateVersion7() }, status);
}
