using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

/// <summary>Authenticator apps and recovery codes: setting up, checking, taking away.</summary>
public sealed class SecondFactor(AppDb db, TimeProvider clock)
{
    const int Codes = 10, CodeGroups = 3, GroupLetters = 4;

    // Without letters and digits that are taken for each other in print.
    const string CodeAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public async Task<SecondFactorState> StateAsync(long person, CancellationToken cancel) => (await db.Database.SqlQuery<SecondFactorState>($"""
        select p.user_name, p.full_name, p.password_hash is not null as has_password, a.made_at as authenticator_since,
               (select count(*)::int from recovery_code c where c.person_id = p.id) as codes_left, (select count(*)::int from person_passkey k where k.user_id = p.id) as passkeys
          from person p left join authenticator a on a.person_id = p.id where p.id = {person}
        """).ToListAsync(cancel))[0];

    /// <summary>Whether this is a code of the person's app, not used before, or one of the recovery codes, used up by this.</summary>
    public async Task<bool> IsRightAsync(long person, string typed, CancellationToken cancel)
    {
        var code = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return code.Length == 6 && code.All(char.IsAsciiDigit) ? await IsOfAppAsync(person, code, cancel) : await TakeRecoveryAsync(person, code, cancel);
    }

    /// <summary>Keeps the app that showed this code, and makes recovery codes where there are none. False when the code is not of this secret.</summary>
    public async Task<(bool IsRight, IReadOnlyList<string> Codes)> KeepAuthenticatorAsync(long person, byte[] secret, string typed, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (Totp.StepOf(secret, typed.Replace(" ", "", StringComparison.Ordinal), now) is not { } step) return (false, []);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into authenticator (person_id, secret, last_step, made_at) values ({person}, {secret}, {step}, {now})
            on conflict (person_id) do update set secret = excluded.secret, last_step = excluded.last_step, made_at = excluded.made_at
            """, cancel);
        await TellAsync(person, person, "authenticator-added", cancel);
        var codes = await FirstCodesAsync(person, cancel);
        await transaction.CommitAsync(cancel);
        return (true, codes);
    }

    public async Task RemoveAuthenticatorAsync(long person, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from authenticator where person_id = {person}", cancel) == 0) return;
        await TellAsync(person, person, "authenticator-removed", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>New recovery codes; the old ones open nothing any more.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(long person, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var codes = await WriteCodesAsync(person, cancel);
        await TellAsync(person, person, "recovery-codes-renewed", cancel);
        await transaction.CommitAsync(cancel);
        return codes;
    }

    /// <summary>For a person who has lost everything: takes all second factors away and ends every sign-in. Done by an administrator.</summary>
    public async Task ResetAsync(long person, long by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            with app as (delete from authenticator where person_id = {person}), codes as (delete from recovery_code where person_id = {person}), keys as (delete from person_passkey where user_id = {person})
            delete from session where person_id = {person}
            """, cancel);
        await TellAsync(person, by, "second-factor-reset", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Recovery codes for who has none yet; in the transaction of the first second factor.</summary>
    public async Task<IReadOnlyList<string>> FirstCodesAsync(long person, CancellationToken cancel) =>
        await db.Database.SqlQuery<bool>($"select exists (select from recovery_code where person_id = {person}) as \"Value\"").SingleAsync(cancel) ? [] : await WriteCodesAsync(person, cancel);

    /// <summary>After every change, in its transaction: the person's flag, and the line of the audit.</summary>
    public async Task TellAsync(long person, long by, string what, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            update person set concurrency_stamp = gen_random_uuid()::text,
                two_factor_enabled = exists (select from authenticator where person_id = {person}) or exists (select from person_passkey where user_id = {person}) where id = {person}
            """, cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({clock.GetUtcNow()}, {by}, {what}, 'person', {person}::text)", cancel);
    }

    async Task<bool> IsOfAppAsync(long person, string code, CancellationToken cancel)
    {
        var secrets = await db.Database.SqlQuery<byte[]>($"select secret as \"Value\" from authenticator where person_id = {person}").ToListAsync(cancel);
        return secrets.Count == 1 && Totp.StepOf(secrets[0], code, clock.GetUtcNow()) is { } step
            && await db.Database.ExecuteSqlAsync($"update authenticator set last_step = {step} where person_id = {person} and last_step < {step}", cancel) == 1;
    }

    async Task<bool> TakeRecoveryAsync(long person, string code, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        with used as (delete from recovery_code where person_id = {person} and code_hash = {Hash(code)} returning person_id)
        insert into audit (at, person_id, what, thing, thing_id) select {clock.GetUtcNow()}, person_id, 'recovery-code-used', 'person', person_id::text from used
        """, cancel) == 1;

    async Task<IReadOnlyList<string>> WriteCodesAsync(long person, CancellationToken cancel)
    {
        string[] codes = [.. Enumerable.Range(0, Codes).Select(_ => string.Join('-', Enumerable.Range(0, CodeGroups).Select(_ => RandomNumberGenerator.GetString(CodeAlphabet, GroupLetters))))];
        byte[][] hashes = [.. codes.Select(code => Hash(code.Replace("-", "", StringComparison.Ordinal)))];
        await db.Database.ExecuteSqlAsync($"delete from recovery_code where person_id = {person}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into recovery_code (person_id, code_hash) select {person}, unnest({hashes})", cancel);
        return codes;
    }

    // A code has 59 bits by chance: nobody tries them all.
    static byte[] Hash(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));
}

/// <summary>What a person can sign in with beside the name.</summary>
public sealed record SecondFactorState(string? UserName, string FullName, bool HasPassword, DateTimeOffset? AuthenticatorSince, int CodesLeft, int Passkeys);
