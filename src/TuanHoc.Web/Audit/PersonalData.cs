using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Audit;

/// <summary>What is held about a person: the page shows it and the file is it.</summary>
public sealed record PersonalData(
    HeldAccount Account, IReadOnlyList<HeldRole> Roles, IReadOnlyList<HeldSignIn> SignIns, IReadOnlyList<HeldReport> Reports, IReadOnlyList<HeldExtension> Extensions, IReadOnlyList<HeldReview> Reviews, IReadOnlyList<HeldPicture> Pictures, IReadOnlyList<HeldFile> ReportFiles, IReadOnlyList<HeldPlan> Plans,
    IReadOnlyList<HeldActivity> Activities, IReadOnlyList<HeldTaskAccount> TaskAccounts, IReadOnlyList<HeldInspection> Inspections, HeldWishes MessageWishes, IReadOnlyList<HeldCalendar> Calendars, IReadOnlyList<HeldToken> ApiTokens,
    IReadOnlyList<HeldInvitation> Invited, IReadOnlyList<HeldInvitation> Invitations, IReadOnlyList<HeldMail> Mails, IReadOnlyList<HeldMessage> Messages, IReadOnlyList<HeldDecision> Decisions, IReadOnlyList<HeldImport> Imports, IReadOnlyList<HeldFact> UnitFacts,
    IReadOnlyList<int> Editions, IReadOnlyList<HeldErasure> Erasures, long AuditLines)
{
    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<PersonalData> OfAsync(AppDb db, long person, DateOnly today, CancellationToken cancel) =>
        JsonSerializer.Deserialize<PersonalData>(await JsonAsync(db, person, today, withLines: false, cancel), Snake)!;

    /// <summary>All of it, the person's audit lines too, as JSON for people and programs to read.</summary>
    public static async Task<string> FileAsync(AppDb db, long person, DateOnly today, CancellationToken cancel) =>
        JsonNode.Parse(await JsonAsync(db, person, today, withLines: true, cancel))!.ToJsonString(Printed);

    // Never the password's hash, nor a key or code: they are ours to check with, and open the account to whoever has the file.
    static async Task<string> JsonAsync(AppDb db, long person, DateOnly today, bool withLines, CancellationToken cancel) => (await db.Database.SqlQuery<string>($"""
        select jsonb_build_object(
            'account', (select jsonb_build_object('full_name', p.full_name, 'user_name', p.user_name, 'email', p.email, 'phone_number', p.phone_number, 'is_administrator', p.is_administrator,
                    'two_factor', p.two_factor_enabled, 'two_factor_asked_at', p.second_factor_asked_at, 'authenticator_since', (select t.made_at from authenticator t where t.person_id = p.id),
                    'recovery_codes', (select count(*) from recovery_code c where c.person_id = p.id),
                    'passkeys', coalesce((select jsonb_agg(jsonb_build_object('name', coalesce(k.data ->> 'Name', ''), 'created_at', k.data ->> 'CreatedAt') order by k.data ->> 'CreatedAt') from person_passkey k where k.user_id = p.id), '[]'),
                    'linked_accounts', coalesce((select jsonb_agg(l.login_provider) from person_login l where l.user_id = p.id), '[]'))
                from person p where p.id = {person}),
            'roles', coalesce((select jsonb_agg(jsonb_build_object('unit', unit_name(m.unit_id, {today}), 'role', m.role, 'from', lower(m.valid), 'to', upper(m.valid) - 1) order by lower(m.valid) desc)
                from membership m where m.person_id = {person}), '[]'),
            'sign_ins', coalesce((select jsonb_agg(jsonb_build_object('device', s.device, 'address', s.address, 'how', s.how, 'begun_at', s.begun_at, 'seen_at', s.seen_at) order by s.begun_at desc)
                from session s where s.person_id = {person}), '[]'),
            'reports', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'year', e.year, 'unit', unit_name(r.unit_id, {today}), 'at', s.at) order by s.at desc)
                from (select w.report_id, max(w.at) as at
                        from (select report_id, at from report_step where by = {person} union all select report_id, last_at from report_sitting where person_id = {person}
                              union all select id, changed_at from report where changed_by = {person}) w group by 1) s
                join report r on r.id = s.report_id join edition e on e.id = r.edition_id), '[]'),
            'extensions', coalesce((select jsonb_agg(jsonb_build_object('report', x.report_id, 'until', x.until, 'reason', case when x.by = {person} then x.reason end, 'at', x.at) order by x.at desc) from report_extension x where x.by = {person} or x.verdict_by = {person}), '[]'),
            'reviews', coalesce((select jsonb_agg(jsonb_build_object('report', x.report_id, 'what', x.what, 'text', x.text, 'at', x.at) order by x.at desc)
                from (select report_id, 'comment' as what, text, at from report_comment where by = {person} union all select report_id, 'look', null, at from report_look where by = {person}
                      union all select report_id, 'check', case when checked_by = {person} then found end, coalesce(checked_at, drawn_at) from report_check where {person} in (drawn_by, checked_by)
                      union all select report_id, 'behalf', null, at from report_behalf where {person} in (by, confirmed_by)
                      union all select report_id, 'behalf', null, at from report_behalf_before where {person} in (by, confirmed_by)
                      union all select report_id, 'signed', null, at from report_signed_file where by = {person}) x), '[]'),
            'pictures', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'report', f.report_id, 'at', f.added_at) order by f.added_at desc) from report_picture f where f.added_by = {person}), '[]'),
            'report_files', coalesce((select jsonb_agg(jsonb_build_object('report', f.report_id, 'name', f.name, 'at', f.added_at) order by f.added_at desc) from report_file f where f.added_by = {person}), '[]'),
            'plans', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'title', coalesce(l.title, l.file_name), 'at', l.changed_at) order by l.changed_at desc)
                from plan l where l.made_by = {person} or l.changed_by = {person} or l.issued_by = {person}
                   or exists (select from plan_version o where o.plan_id = l.id and o.by = {person}) or exists (select from plan_editor o where o.plan_id = l.id and o.person_id = {person})
                   or exists (select from plan_signed_file o where o.plan_id = l.id and (o.by = {person} or o.confirmed_by = {person})) or exists (select from plan_body o where o.plan_id = l.id and o.chosen_by = {person})), '[]'),
            'activities', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'at', a.changed_at) order by a.changed_at desc) from activity a where a.made_by = {person} or a.changed_by = {person} or a.showing_by = {person} or exists (select from activity_picture o where o.activity_id = a.id and {person} in (o.added_by, o.taken_down_by))), '[]'),
            'task_accounts', coalesce((select jsonb_agg(jsonb_build_object('unit', unit_name(u.unit_id, {today}), 'sentence', case when a.by = {person} then a.sentence end, 'link', case when a.by = {person} then a.link end, 'verdict', a.verdict, 'at', a.at) order by a.at desc)
                from task_account a join unit_task u on u.id = a.unit_task_id where a.by = {person} or a.verdict_by = {person}), '[]'),
            'inspections', coalesce((select jsonb_agg(jsonb_build_object('title', i.title, 'at', i.made_at) order by i.made_at desc)
                from inspection i where i.made_by = {person} or exists (select from inspection_visit v where v.inspection_id = i.id and v.visited_by = {person})), '[]'),
            -- By whom and for what; of those invited by the person nobody's name, for it is theirs.
            'invited', coalesce((select jsonb_agg(jsonb_build_object('role', i.role, 'unit', unit_name(i.unit_id, {today}), 'made_by', o.full_name, 'made_at', i.made_at, 'used_at', i.used_at, 'withdrawn_at', i.withdrawn_at) order by i.made_at desc)
                from invitation i join person p on p.id = {person} left join person o on o.id = i.made_by
               where i.used_by = p.id or i.used_by is null and lower(i.email) = lower(p.email)), '[]'),
            'invitations', coalesce((select jsonb_agg(jsonb_build_object('role', i.role, 'unit', unit_name(i.unit_id, {today}), 'made_at', i.made_at, 'used_at', i.used_at, 'withdrawn_at', i.withdrawn_at) order by i.made_at desc)
                from invitation i where i.made_by = {person}), '[]'),
            -- Never the text: a link in it opens an account.
            'mails', coalesce((select jsonb_agg(jsonb_build_object('subject', m.subject, 'state', m.state, 'made_at', m.made_at, 'sent_at', m.sent_at) order by m.made_at desc)
                from mail m join person p on p.id = {person} and lower(m.recipient) = lower(p.email)), '[]'),
            'messages', coalesce((select jsonb_agg(jsonb_build_object('subject', m.subject, 'text', m.text, 'at', m.at, 'read_at', m.read_at) order by m.id desc) from message m where m.person_id = {person}), '[]'),
            'message_wishes', coalesce((select to_jsonb(s) - 'person_id' from message_setting s where s.person_id = {person}), jsonb_build_object()) || jsonb_build_object('no_mail_of', coalesce((select jsonb_agg(w.kind) from message_wish w where w.person_id = {person} and not w.mail), '[]')),
            'calendars', coalesce((select jsonb_agg(jsonb_build_object('unit', unit_name(f.unit_id, {today}), 'made_at', f.made_at, 'ended_at', f.revoked_at)) from calendar_feed f where f.person_id = {person}), '[]'),
            'api_tokens', coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'made_at', t.made_at, 'expires_at', t.expires_at, 'used_at', t.used_at) order by t.made_at desc) from api_token t where t.person_id = {person}), '[]'),
            'decisions', coalesce((select jsonb_agg(jsonb_build_object('number', d.number, 'kind', d.kind, 'on_day', d.on_day, 'at', d.made_at) order by d.made_at desc) from unit_decision d where d.made_by = {person}), '[]'),
            'imports', coalesce((select jsonb_agg(jsonb_build_object('file', u.file_name, 'state', u.state, 'at', u.changed_at) order by u.changed_at desc)
                from (select file_name, state, changed_at from unit_import where made_by = {person} or changed_by = {person} union all select file_name, state, changed_at from workbook_upload where made_by = {person} union all select file_name, state, changed_at from activity_import where made_by = {person}) u), '[]'),
            'unit_facts', coalesce((select jsonb_agg(jsonb_build_object('kind', f.kind, 'unit', unit_name(f.unit_id, {today}), 'at', f.entered_at) order by f.entered_at desc)
                from unit_fact f where f.entered_by = {person}), '[]'),
            'editions', coalesce((select jsonb_agg(e.year order by e.year) from edition e where e.opened_by = {person}), '[]'),
            'erasures', coalesce((select jsonb_agg(jsonb_build_object('own', e.person_id = {person}, 'state', e.state, 'asked_at', e.asked_at, 'decided_at', e.decided_at) order by e.asked_at desc)
                from erasure e where e.person_id = {person} or e.decided_by = {person}), '[]'),
            'audit_lines', (select count(*) from audit a where a.person_id = {person}),
            'lines', case when {withLines} then coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'what', a.what, 'thing', a.thing, 'thing_id', a.thing_id, 'from_address', host(a.from_address),
                    'detail', a.detail, 'before', a.before, 'after', a.after) order by a.id) from audit a where a.person_id = {person}), '[]') end)::text as "Value"
        """).ToListAsync(cancel)).Single();
}

public sealed record HeldAccount(string FullName, string? UserName, string? Email, string? PhoneNumber, bool IsAdministrator, bool TwoFactor,
    DateTimeOffset? TwoFactorAskedAt, DateTimeOffset? AuthenticatorSince, int RecoveryCodes, IReadOnlyList<HeldPasskey> Passkeys, IReadOnlyList<string> LinkedAccounts);

public sealed record HeldPasskey(string Name, DateTimeOffset CreatedAt);

public sealed record HeldRole(string Unit, string Role, DateOnly From, DateOnly? To);

public sealed record HeldSignIn(string Device, string Address, string How, DateTimeOffset BegunAt, DateTimeOffset SeenAt);

public sealed record HeldReport(Guid Id, int Year, string Unit, DateTimeOffset At);

/// <summary>A longer time for a report that the person asked for or gave, in the person's words, or answered: then without them.</summary>
public sealed record HeldExtension(Guid Report, DateOnly Until, string? Reason, DateTimeOffset At);

/// <summary>A remark, a look, a check or an entry for another unit.</summary>
public sealed record HeldReview(Guid Report, string What, string? Text, DateTimeOffset At);

public sealed record HeldPicture(Guid Id, Guid Report, DateTimeOffset At);

public sealed record HeldFile(Guid Report, string Name, DateTimeOffset At);

public sealed record HeldPlan(Guid Id, string Title, DateTimeOffset At);

public sealed record HeldActivity(Guid Id, string Title, DateTimeOffset At);

/// <summary>A result of a task that the person told, in the person's words, or decided: then without them.</summary>
public sealed record HeldTaskAccount(string Unit, string? Sentence, string? Verdict, DateTimeOffset At);

public sealed record HeldInspection(string Title, DateTimeOffset At);

/// <summary>How the person wishes to be told; without a digest nothing was ever chosen.</summary>
public sealed record HeldWishes(string? Digest, TimeOnly? QuietFrom, TimeOnly? QuietTo, IReadOnlyList<string> NoMailOf);

/// <summary>A key with which the person's programs ask.</summary>
public sealed record HeldToken(string Name, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt);

/// <summary>A private calendar, of one unit or of all.</summary>
public sealed record HeldCalendar(string? Unit, DateTimeOffset MadeAt, DateTimeOffset? EndedAt);

/// <summary>An invitation: by whom, where it was made for the person; a link that was never used is neither used nor withdrawn.</summary>
public sealed record HeldInvitation(string? Role, string? Unit, string? MadeBy, DateTimeOffset MadeAt, DateTimeOffset? UsedAt, DateTimeOffset? WithdrawnAt);

public sealed record HeldMail(string Subject, string State, DateTimeOffset MadeAt, DateTimeOffset? SentAt);

public sealed record HeldMessage(string Subject, string Text, DateTimeOffset At, DateTimeOffset? ReadAt);

public sealed record HeldDecision(string Number, string Kind, DateOnly OnDay, DateTimeOffset At);

public sealed record HeldImport(string File, string State, DateTimeOffset At);

public sealed record HeldFact(string Kind, string Unit, DateTimeOffset At);

/// <summary>A request to be erased: the person's own, or one that the person decided.</summary>
public sealed record HeldErasure(bool Own, string State, DateTimeOffset AskedAt, DateTimeOffset? DecidedAt);
