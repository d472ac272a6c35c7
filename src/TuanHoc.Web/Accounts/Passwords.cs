using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Accounts;

/// <summary>Checks and changes passwords.</summary>
public sealed class Passwords(AppDb db, UserManager<Person> people, IPasswordHasher<Person> hasher, TimeProvider clock)
{
    static readonly Person nobody = new();
    static string? decoy;

    /// <summary>Whether it is this person's password. For nobody, and for a person without one, the same work is done for nothing, so that time does not tell who has an account.</summary>
    public async Task<bool> IsRightAsync(Person? person, string password, CancellationToken cancel)
    {
        var hash = person?.PasswordHash;
        decoy ??= hasher.HashPassword(nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        var verdict = hasher.VerifyHashedPassword(person ?? nobody, hash ?? decoy, password);
        if (hash is null || verdict == PasswordVerificationResult.Failed) return false;
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await UpgradeAsync(person!, hash, password, cancel);
        return true;
    }

    /// <summary>Sets a new password, and ends every other sign-in of the person; or says what is wrong with it.</summary>
    public async Task<IReadOnlyList<IdentityError>> ChangeAsync(Person person, string password, Guid? keep, CancellationToken cancel)
    {
        var errors = new List<IdentityError>();
        foreach (var rule in people.PasswordValidators) errors.AddRange((await rule.ValidateAsync(people, person, password)).Errors);
        if (errors.Count > 0) return errors;
        var (hash, stamp) = (hasher.HashPassword(person, password), Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"update person set password_hash = {hash}, security_stamp = {stamp}, concurrency_stamp = {stamp} where id = {person.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"delete from session where person_id = {person.Id} and id <> {keep ?? Guid.Empty}", cancel);
        await db.Database.ExecuteSqlAsync($"update session set security_stamp = {stamp}, proved_at = {clock.GetUtcNow()} where person_id = {person.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({clock.GetUtcNow()}, {person.Id}, 'password-changed', 'person', {person.Id}::text)", cancel);
        await transaction.CommitAsync(cancel);
        return [];
    }

    // An older, cheaper hash. Two sign-ins at once may both upgrade: the second finds another hash and leaves it.
    Task UpgradeAsync(Person person, string old, string password, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"update person set password_hash = {hasher.HashPassword(person, password)} where id = {person.Id} and password_hash = {old}", cancel);
}
