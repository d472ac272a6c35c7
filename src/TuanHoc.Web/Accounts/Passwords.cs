using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>Checks and changes passwords.</summary>
public sealed class Passwords(AppDb db, UserManager<Person> people, IPasswordHasher<Person> hasher, TimeProvider clock)
{
    static readonly Person nobody = new();
    static string? decoy;

    // A hash is meant to be dear. Of many who sign in at once some wait, without a thread or a connection, so that one core is left to everybody who is in already.
    static readonly SemaphoreSlim hashing = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>Whether it is this person's password. For nobody, and for a person without one, the same work is done for nothing, so that time does not tell who has an account.</summary>
    public async Task<bool> IsRightAsync(Person? person, string password, CancellationToken cancel)
    {
        var hash = person?.PasswordHash;
        decoy ??= await HashAsync(nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), cancel);
        var verdict = await InTurnAsync(() => hasher.VerifyHashedPassword(person ?? nobody, hash ?? decoy, password), cancel);
        if (hash is null || verdict == PasswordVerificationResult.Failed) return false;
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await UpgradeAsync(person!, hash, password, cancel);
        return true;
    }

    /// <summary>Sets a new password, and ends every other sign-in of the person; or says what is wrong with it.</summary>
    public Task<IReadOnlyList<IdentityError>> ChangeAsync(Person person, string password, Guid keep, CancellationToken cancel) => SetAsync(person, password, keep, link: null, cancel);

    /// <summary>Sets a new password by a link, which is spent with it, and ends every sign-in of the person; or says what is wrong with it.</summary>
    public Task<IReadOnlyList<IdentityError>> ResetAsync(Person person, string password, byte[] link, CancellationToken cancel) => SetAsync(person, password, Guid.Empty, link, cancel);

    async Task<IReadOnlyList<IdentityError>> SetAsync(Person person, string password, Guid keep, byte[]? link, CancellationToken cancel)
    {
        var errors = new List<IdentityError>();
        foreach (var rule in people.PasswordValidators) errors.AddRange((await rule.ValidateAsync(people, person, password)).Errors);
        if (errors.Count > 0) return errors;
        var (hash, stamp) = (await HashAsync(person, password, cancel), Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // A link that waits ends with every change of the password, and of two who use one at once the second finds none.
        var spent = await db.Database.ExecuteSqlAsync($"delete from password_link where person_id = {person.Id} and ({link}::bytea is null or token_hash = {link}::bytea and expires_at > {clock.GetUtcNow()})", cancel);
        if (link is not null && spent == 0) return [new() { Description = T["Liên kết này đã được dùng."] }];
        await db.Database.ExecuteSqlAsync($"update person set password_hash = {hash}, security_stamp = {stamp}, concurrency_stamp = {stamp} where id = {person.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"delete from session where person_id = {person.Id} and id <> {keep}", cancel);
        await db.Database.ExecuteSqlAsync($"update session set security_stamp = {stamp}, proved_at = {clock.GetUtcNow()} where person_id = {person.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({clock.GetUtcNow()}, {person.Id}, case when {link is not null} then 'password-reset' else 'password-changed' end, 'person', {person.Id}::text)", cancel);
        await transaction.CommitAsync(cancel);
        return [];
    }

    // An older, cheaper hash. Two sign-ins at once may both upgrade: the second finds another hash and leaves it.
    async Task UpgradeAsync(Person person, string old, string password, CancellationToken cancel)
    {
        var hash = await HashAsync(person, password, cancel);
        await db.Database.ExecuteSqlAsync($"update person set password_hash = {hash} where id = {person.Id} and password_hash = {old}", cancel);
    }

    Task<string> HashAsync(Person person, string password, CancellationToken cancel) => InTurnAsync(() => hasher.HashPassword(person, password), cancel);

    static async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await hashing.WaitAsync(cancel);
        try
        {
            return work();
        }
        finally
        {
            hashing.Release();
        }
    }
}
