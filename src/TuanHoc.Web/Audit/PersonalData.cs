using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Audit;

/// <summary>What is held about a person: the page shows it and the file is it.</summary>
public sealed record PersonalData(
    HeldAccount Account, IReadOnlyList<HeldRole> Roles, IReadOnlyList<HeldSignIn> SignIns, IReadOnlyList<HeldReport> Reports, IReadOnlyList<HeldPicture> Pictures, IReadOnlyList<HeldPlan> Plans, long AuditLines)
{
    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<PersonalData> OfAsync(AppDb db, long person, CancellationToken cancel) =>
        JsonSerializer.Deserialize<PersonalData>(await JsonAsync(db, person, withLines: false, cancel), Snake)!;

    /// <summary>All of it, the person's audit lines too, as JSON for people and programs to read.</summary>
    public static async Task<string> FileAsync(AppDb db, long person, CancellationToken cancel) =>
        JsonNode.Parse(await JsonAsync(db, person, withLines: true, cancel))!.ToJsonString(Printed);

    // Never the password's hash, nor a key or code: they are ours to check with, and open the account to whoever has the file.
    static async Task<string> JsonAsync(AppDb db, long person, bool withLines, CancellationToken cancel) => (await db.Database.SqlQuery<string>($"""
        select jsonb_build_object(
            'account', (select jsonb_build_object('full_name', p.full_name, 'user_name', p.user_name, 'email', p.email, 'phone_number', p.phone_number, 'is_administrator', p.is_administrator,
                    'two_factor', p.two_factor_enabled, 'passkeys', (select count(*) from person_passkey k where k.user_id = p.id),
                    'linked_accounts', coalesce((select jsonb_agg(l.login_provider) from person_login l where l.user_id = p.id), '[]'))
                from person p where p.id = {person}),
            'roles', coalesce((select jsonb_agg(jsonb_build_object('unit', v.name, 'role', m.role, 'from', lower(m.valid), 'to', upper(m.valid) - 1) order by lower(m.valid) desc)
                from membership m cross join lateral (select name from unit_version v where v.unit_id = m.unit_id order by v.valid desc limit 1) v where m.person_id = {person}), '[]'),
            'sign_ins', coalesce((select jsonb_agg(jsonb_build_object('device', s.device, 'address', s.address, 'how', s.how, 'begun_at', s.begun_at, 'seen_at', s.seen_at) order by s.begun_at desc)
                from session s where s.person_id = {person}), '[]'),
            'reports', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'year', e.year, 'unit', v.name, 'at', s.at) order by s.at desc)
                from (select report_id, max(at) as at from report_step where by = {person} group by 1
                      union select id, changed_at from report where changed_by = {person} and not exists (select from report_step t where t.report_id = report.id and t.by = {person})) s
                join report r on r.id = s.report_id join edition e on e.id = r.edition_id
                cross join lateral (select name from unit_version v where v.unit_id = r.unit_id order by v.valid desc limit 1) v), '[]'),
            'pictures', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'report', f.report_id, 'at', f.added_at) order by f.added_at desc) from report_picture f where f.added_by = {person}), '[]'),
            'plans', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'title', coalesce(l.title, l.file_name), 'at', l.changed_at) order by l.changed_at desc)
                from plan l where l.made_by = {person} or l.changed_by = {person}), '[]'),
            'audit_lines', (select count(*) from audit a where a.person_id = {person}),
            'lines', case when {withLines} then coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'what', a.what, 'thing', a.thing, 'thing_id', a.thing_id, 'from_address', host(a.from_address),
                    'detail', a.detail, 'before', a.before, 'after', a.after) order by a.id) from audit a where a.person_id = {person}), '[]') end)::text as "Value"
        """).ToListAsync(cancel)).Single();
}

public sealed record HeldAccount(string FullName, string? UserName, string? Email, string? PhoneNumber, bool IsAdministrator, bool TwoFactor, int Passkeys, IReadOnlyList<string> LinkedAccounts);

public sealed record HeldRole(string Unit, string Role, DateOnly From, DateOnly? To);

public sealed record HeldSignIn(string Device, string Address, string How, DateTimeOffset BegunAt, DateTimeOffset SeenAt);

public sealed record HeldReport(Guid Id, int Year, string Unit, DateTimeOffset At);

public sealed record HeldPicture(Guid Id, Guid Report, DateTimeOffset At);

public sealed record HeldPlan(Guid Id, string Title, DateTimeOffset At);
