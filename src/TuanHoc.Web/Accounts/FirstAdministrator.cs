using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>An installation for real use starts without people. The console prints one link, used once, that makes the first administrator.</summary>
public sealed class FirstAdministrator(AppDb db, UserManager<Person> people, TimeProvider clock)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    /// <summary>The path of a fresh link, or null when somebody administers already. Older links stop working.</summary>
    public async Task<string?> InviteAsync(CancellationToken cancel)
    {
        if (await db.Users.AnyAsync(p => p.IsAdministrator, cancel)) return null;
        var token = LinkSecret.New();
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            with old as (update invitation set used_at = {now} where purpose = 'first-administrator' and used_at is null)
            insert into invitation (token_hash, purpose, made_at, expires_at) values ({LinkSecret.Hash(token)}, 'first-administrator', {now}, {now + Lifetime})
            """, cancel);
        return "/welcome/" + token;
    }

    public async Task<bool> IsOpenAsync(string token, CancellationToken cancel) =>
        await db.Database.SqlQuery<int>($"select 1 as \"Value\" from invitation where token_hash = {LinkSecret.Hash(token)} and used_at is null and expires_at > {clock.GetUtcNow()}").AnyAsync(cancel);

    /// <summary>Makes the administrator and spends the link, both or neither.</summary>
    public async Task<(Person? Person, IReadOnlyList<(string Field, string Why)> Errors)> MakeAsync(string token, string fullName, string name, string password, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync($"update invitation set used_at = {now} where token_hash = {LinkSecret.Hash(token)} and used_at is null and expires_at > {now}", cancel) == 0)
            return (null, [("name", T["Liên kết này đã được dùng."])]);
        var person = new Person { FullName = fullName, UserName = name, IsAdministrator = true };
        var made = await people.CreateAsync(person, password);
        if (!made.Succeeded) return (null, [.. made.Errors.Select(error => (PersonErrors.FieldOf(error), error.Description))]);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({now}, {person.Id}, 'first-administrator', 'person', {person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)})", cancel);
        await transaction.CommitAsync(cancel);
        return (person, []);
    }
}
