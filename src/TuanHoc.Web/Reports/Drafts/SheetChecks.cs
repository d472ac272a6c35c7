using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>
/// What a form says of its own figures, and what a report without one must have, with the words of the page, for a device that cannot ask: the rules of the server as data, which the script only evaluates.
/// The same for all reports on a form, so it is a file by itself, which the worker of reports keeps; its address changes when it does.
/// </summary>
static class SheetChecks
{
    /// <summary>The name of the file for a report without a form, and of the field that stands for its pictures.</summary>
    const string WithoutForm = "narrative", Pictures = "pictures";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly ConcurrentDictionary<(string Form, bool English), (byte[] File, string Version)> made = new();

    /// <summary>Where the file of a form is, in the language of the page.</summary>
    public static string Path(StatisticsForm? form) => $"/reports/rules/{form?.Key ?? WithoutForm}.json?v={Of(form).Version}";

    public static async Task<IResult> Show(string form, HttpContext http, AppDb db, CancellationToken cancel)
    {
        if (form != WithoutForm) await db.KnowFormAsync(form, cancel);
        if (form != WithoutForm && !StatisticsForm.Knows(form)) return PageResults.Missing();
        var (file, version) = Of(form == WithoutForm ? null : StatisticsForm.Load(form));
        // Asked for by the name of another version, or in another language, it is only what holds now.
        http.Response.Headers.CacheControl = http.Request.Query["v"] == version ? "private, max-age=31536000, immutable" : "private, no-cache";
        return TypedResults.Bytes(file, "application/json; charset=utf-8");
    }

    static (byte[] File, string Version) Of(StatisticsForm? form) => made.GetOrAdd((form?.Key ?? WithoutForm, English), _ =>
    {
        var file = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Cells = (form?.Columns ?? []).Select(column => new object[] { ReportInput.Cell(column), column.Measure == Measure.People }),
            Texts = (form?.Rows ?? []).Where(row => row.IsText).Select(row => row.Key),
            // Where no form is asked, one of these is what a report is made of.
            Sections = form is null ? [.. Narrative.Sections.Select(section => section.Key), Pictures] : Array.Empty<string>(),
            Rules = form is null ? [] : form.SheetRules.Contradictions.Select(rule => Data(rule, check: null)).Concat(form.SheetRules.Unusual.SelectMany((rules, check) => rules.Select(rule => Data(rule, check)))),
            Unread = Figure.NoFigure.Select(one => new { Said = T[one.Said.Text], one.Pattern, one.OfPeople }),
            Figure.MaxDigits,
            Words = new
            {
                Error = T["Lỗi: {0}"],
                Warning = T["Khác thường: {0}"],
                WhyNot = T["Chưa nộp được: {0}"],
                Empty = form is null ? T[ReportRules.Blank] : T[Checks.Empty.Text],
                ToMend = T[Checks.ToMend(0).Text],
                ToExplain = T[Checks.ToExplain(0).Text],
                NotNothing = T["Đã đánh dấu “không tổ chức hoạt động nào” nhưng biểu vẫn có số. Bỏ dấu, hoặc xóa các số."],
            },
        }, Json);
        return (file, Convert.ToHexStringLower(SHA256.HashData(file))[..16]);
    });

    static object Data(SheetRule rule, int? check) => new
    {
        Check = check,
        IsError = rule.Severity == Severity.Error,
        At = Data(rule.At),
        Said = T[rule.Said.Text],
        Values = rule.Said.Arguments.Select(argument => argument is Term term ? Data(term) : argument),
        When = rule.When.Select(condition => new object?[] { Data(condition.Left), condition.Is.ToString(), condition.Number, condition.Right is { } right ? Data(right) : null }),
    };

    static object[] Data(Term term) => [term.Kind.ToString(), term.Cells.Select(cell => cell.Index), term.Least, term.Multiple, term.Times];
}
