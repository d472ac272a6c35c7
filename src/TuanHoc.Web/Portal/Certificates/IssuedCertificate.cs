using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Portal.Certificates;

/// <summary>A certificate of participation as anyone who has its code sees it.</summary>
/// <param name="IsVoid">The activity was cancelled after it was made, so that it certifies nothing.</param>
public sealed record IssuedCertificate(string Code, string Name, Guid ActivityId, string Title, string UnitName, DateTimeOffset FromAt, int Year, DateTimeOffset MadeAt, bool IsVoid)
{
    /// <summary>The code as it is printed and read out: K7QM-2XRD-9TWB.</summary>
    public string Printed => CertificateCode.Printed(Code);
}

/// <summary>
/// Twelve signs of Crockford's alphabet, which has no I, L, O and U: sixty bits by chance, so that nobody who tries codes finds one, and nothing in it tells of the person or of how many there are.
/// </summary>
public static class CertificateCode
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 12, Group = 4;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static string Printed(string code) => string.Join('-', code.Chunk(Group).Select(part => new string(part)));

    /// <summary>The code that was typed: in any case, with or without lines, with the letters that are taken for digits; null where it is none.</summary>
    public static string? Read(string? typed)
    {
        var signs = string.Concat((typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(sign => sign switch { 'O' => '0', 'I' or 'L' => '1', _ => sign }));
        return signs.Length == Length && signs.All(Alphabet.Contains) ? signs : null;
    }
}

static class CertificateQueries
{
    /// <summary>A certificate by its code; null where there is none.</summary>
    public static Task<IssuedCertificate?> CertificateAsync(this AppDb db, string code, CancellationToken cancel) => db.Database.SqlQuery<IssuedCertificate>($"""
        select c.code, c.name, c.activity_id, a.title, unit_name(a.unit_id, vietnam_day(a.from_at)) as unit_name, a.from_at, e.year, c.made_at, a.state = 'cancelled' as is_void
          from certificate c join activity a on a.id = c.activity_id join edition e on e.id = a.edition_id where c.code = {code}
        """).SingleOrDefaultAsync(cancel);

    /// <summary>Those made from a registration, in their order.</summary>
    public static Task<List<IssuedCertificate>> CertificatesAsync(this AppDb db, Guid registration, CancellationToken cancel) => db.Database.SqlQuery<IssuedCertificate>($"""
        select c.code, c.name, c.activity_id, a.title, unit_name(a.unit_id, vietnam_day(a.from_at)) as unit_name, a.from_at, e.year, c.made_at, a.state = 'cancelled' as is_void
          from certificate c join activity a on a.id = c.activity_id join edition e on e.id = a.edition_id where c.registration_id = {registration} order by c.made_at, c.code
        """).ToListAsync(cancel);

    /// <summary>
    /// Makes the certificate of one of those who came; the same name twice is one. False where nobody of the group came, where as many were made as came, where the activity was cancelled or is not over.
    /// </summary>
    public static async Task<bool> MakeCertificateAsync(this AppDb db, Guid registration, string name, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One after the other, so that two presses do not make one more than came.
        await db.Database.ExecuteSqlAsync($"select 1 from registration where id = {registration} for update", cancel);
        var made = await db.Database.SqlQuery<int>($"""
            with fit as (
                select g.id, g.activity_id, a.unit_id from registration g join activity a on a.id = g.activity_id
                 where g.id = {registration} and a.state <> 'cancelled' and (a.state = 'held' or coalesce(a.to_at, a.from_at) <= {at}) and g.arrived > (select count(*) from certificate c where c.registration_id = g.id)),
            made as (
                insert into certificate (code, activity_id, registration_id, name, made_at) select {CertificateCode.New()}, activity_id, id, {name}, {at} from fit on conflict do nothing returning registration_id),
            audited as (
                insert into audit (at, unit_id, what, thing, thing_id, detail) select {at}, f.unit_id, 'certificate', 'registration', f.id::text, jsonb_build_object('activity', f.activity_id) from fit f join made m on m.registration_id = f.id)
            select count(*)::int as "Value" from (select from made union all select from certificate c where c.registration_id = {registration} and lower(c.name) = lower({name})) one
            """).ToListAsync(cancel);
        await transaction.CommitAsync(cancel);
        return made is [> 0];
    }
}
