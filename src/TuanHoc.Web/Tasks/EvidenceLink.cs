using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks;

/// <summary>The address of what shows a task done: a page here of something that the unit or one below it holds, as its path; or a page that everybody can open.</summary>
static partial class EvidenceLink
{
    const int Longest = 500;

    /// <summary>What was typed into the form's field, as it is kept; null where nothing was, or where it is refused beside the field.</summary>
    public static async Task<string?> OfAsync(HttpContext http, AppDb db, CurrentUser user, UnitTaskFound task, string field, FormReader form, CancellationToken cancel)
    {
        if (form.Text(field, Longest) is not { } typed) return null;
        if (Here(http, typed) is not { } path)
        {
            if (Uri.TryCreate(typed, UriKind.Absolute, out var outside) && outside.Scheme is "https" or "http" && outside.Host.Contains('.', StringComparison.Ordinal) && outside.AbsoluteUri.Length <= Longest) return outside.AbsoluteUri;
            form.Refuse(field, T["Đây không phải địa chỉ một trang: chép cả địa chỉ, bắt đầu bằng https://."]);
            return null;
        }
        if (Thing().Match(path) is { Success: true } thing && Guid.TryParse(thing.Groups["id"].Value, out var id) && await IsHeldAsync(db, user, task, thing.Groups["kind"].Value, id, cancel)) return $"/{thing.Groups["kind"].Value}/{id}";
        form.Refuse(field, T["Trang này không phải một hoạt động, kế hoạch, báo cáo hay đợt kiểm tra của đơn vị: mở đúng trang ấy rồi chép địa chỉ, hoặc kèm tệp."]);
        return null;
    }

    // As the browser shows it, or without the site.
    static string? Here(HttpContext http, string typed) =>
        typed.StartsWith('/') && !typed.StartsWith("//", StringComparison.Ordinal) ? typed.Split('?', '#')[0]
        : Uri.TryCreate(typed, UriKind.Absolute, out var address) && (address.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase) || address.Authority.Equals(new Uri(http.Site()).Authority, StringComparison.OrdinalIgnoreCase)) ? address.AbsolutePath
        : null;

    static Task<bool> IsHeldAsync(AppDb db, CurrentUser user, UnitTaskFound task, string kind, Guid id, CancellationToken cancel) => db.Database.SqlQuery<bool>($"""
        select exists (
               select from (select unit_id from activity where {kind} = 'activities' and id = {id}
                            union all select unit_id from plan where {kind} = 'plans' and id = {id} and state = 'saved'
                            union all select unit_id from report where {kind} = 'reports' and id = {id}
                            union all select unit_id from inspection where {kind} = 'inspections' and id = {id}) held
                where {task.UnitId} in (select * from unit_line(held.unit_id, {user.Today}))) as "Value"
        """).SingleAsync(cancel);

    [GeneratedRegex("^/(?<kind>activities|plans|reports|inspections)/(?<id>[0-9a-f-]{36})(/|$)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thing();
}
