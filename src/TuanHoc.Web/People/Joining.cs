using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>An invitation as whoever holds its link meets it. StillGiven: the one who made it may still give what it gives.</summary>
public sealed record Invitation(
    long Id, string FullName, string? Email, string Role, long? UnitId, string? UnitName, DateOnly Since, DateOnly? LastDay,
    string MadeBy, DateTimeOffset? UsedAt, DateTimeOffset? WithdrawnAt, DateTimeOffset ExpiresAt, bool StillGiven);

/// <summary>Taking an invitation: with a new account, or with the account one has. The link is spent with it, both or neither.</summary>
public sealed class Joining(AppDb db, UserManager<Person> people, TimeProvider clock)
{
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        var today = clock.Today();
        return (await db.Database.SqlQuery<Invitation>($"""
            select i.id, coalesce(i.full_name, '') as full_name, i.email, i.role, i.unit_id,
                   (select v.name from unit_version v where v.unit_id = i.unit_id and v.valid @> {today}) as unit_name,
                   lower(i.valid) as since, upper(i.valid) - 1 as last_day, maker.full_name as made_by, i.used_at, i.withdrawn_at, i.expires_at,
                   case when i.unit_id is null then maker.is_administrator else manages_people(i.made_by, i.unit_id, {today}) end as still_given
              from invitation i join person maker on maker.id = i.made_by
             where i.token_hash = {LinkSecret.Hash(token)} and i.purpose = 'person'
            """).ToListAsync(cancel)).FirstOrDefault();
    }

    /// <summary>Why a link opens nothing, and whom to ask; null when it does.</summary>
    public string? WhyNot(Invitation? invitation) => invitation switch
    {
        null => T["Liên kết này không đúng, hoặc đã được thay bằng một liên kết mới hơn. Kiểm tra lại từng chữ, hoặc hỏi người điều phối đã mời bạn."],
        { UsedAt: { } at } => T["Liên kết này đã được dùng lúc {0}. Nếu chính bạn đã dùng, hãy đăng nhập bằng tài khoản ấy; nếu không phải bạn, báo ngay cho {1}, người đã mời.", at, invitation.MadeBy],
        { WithdrawnAt: not null } => T["Lời mời này đã được thu lại. Nếu cần, hỏi {0}, người đã mời.", invitation.MadeBy],
        _ when invitation.ExpiresAt <= clock.GetUtcNow() => T["Liên kết này đã hết hạn lúc {0}. Nhờ {1}, người đã mời, tạo liên kết mới.", invitation.ExpiresAt, invitation.MadeBy],
        { UnitId: not null, UnitName: null } => T["Đơn vị của lời mời này đã kết thúc. Hỏi người điều phối của đơn vị kế tục."],
        { StillGiven: false } => T["{0}, người đã mời, nay không còn quản lý người của đơn vị này. Nhờ người điều phối hiện nay mời lại.", invitation.MadeBy],
        _ when invitation.LastDay < clock.Today() => T["Thời gian của vai trò này đã hết ngày {0}. Nếu cần, nhờ {1}, người đã mời, mời lại.", invitation.LastDay, invitation.MadeBy],
        _ => null,
    };

    /// <summary>Makes an account of one's own and gives it what the invitation gives.</summary>
    public async Task<(Person? Person, IReadOnlyList<(string Field, string Why)> Errors)> MakeAsync(Invitation invitation, string fullName, string name, string password, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await SpendAsync(invitation, cancel)) return (null, [("name", T["Liên kết này đã được dùng."])]);
        // Whether the address is theirs is not known: the link may have come on paper.
        var person = new Person { FullName = fullName, UserName = name, Email = invitation.Email };
        var made = await people.CreateAsync(person);
        if (made.Succeeded)
        {
            // The role first: a password is refused that the names of one's units give away.
            await GiveAsync(invitation, person.Id, cancel);
            await db.Entry(person).ReloadAsync(cancel);
            made = await people.AddPasswordAsync(person, password);
        }
        if (!made.Succeeded) return (null, [.. made.Errors.Select(error => (PersonErrors.FieldOf(error), error.Description))]);
        await transaction.CommitAsync(cancel);
        return (person, []);
    }

    /// <summary>Gives an account that is there already what the invitation gives; why not, as a sentence, or null.</summary>
    public async Task<string?> TakeAsync(Invitation invitation, long person, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await SpendAsync(invitation, cancel)) return T["Liên kết này đã được dùng."];
        if (!await GiveAsync(invitation, person, cancel)) return T["Tài khoản này đã có vai trò ấy trong thời gian ấy rồi; liên kết vẫn còn nguyên."];
        await transaction.CommitAsync(cancel);
        return null;
    }

    // The very invitation that was shown: one renewed or withdrawn meanwhile has ended.
    async Task<bool> SpendAsync(Invitation invitation, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await db.Database.ExecuteSqlAsync($"update invitation set used_at = {now} where id = {invitation.Id} and used_at is null and withdrawn_at is null and expires_at = {invitation.ExpiresAt} and expires_at > {now}", cancel) == 1;
    }

    async Task<bool> GiveAsync(Invitation invitation, long person, CancellationToken cancel)
    {
        var today = clock.Today();
        await db.Database.ExecuteSqlAsync($"update invitation set used_by = {person}, full_name = null, email = null where id = {invitation.Id}", cancel);
        var given = invitation.UnitId is { } unit
            ? await db.GiveRoleAsync(person, unit, invitation.Role, Period.Of(invitation.Since < today ? today : invitation.Since, invitation.LastDay), cancel)
            : await db.Database.ExecuteSqlAsync($"update person set is_administrator = true where id = {person} and not is_administrator", cancel) == 1;
        if (!given) return false;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            values ({clock.GetUtcNow()}, {person}, {invitation.UnitId}, 'joined', 'invitation', {invitation.Id.ToString(CultureInfo.InvariantCulture)}, jsonb_build_object('role', {invitation.Role}::text, 'person', {person}::bigint))
            """, cancel);
        return true;
    }
}
