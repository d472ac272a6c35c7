using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>An address that letters come back from, and what was said of it.</summary>
public sealed record BouncedAddress(string Email, DateTimeOffset At, string Why);

/// <summary>The one mark on an address that letters come back from, whether the server refused it or the letter came back later.</summary>
static class BouncedAddresses
{
    /// <summary>Marks the address. Every letter that waits for it would come back as well, so none of them is sent.</summary>
    public static async Task MarkBouncedAsync(this AppDb db, string address, string why, DateTimeOffset at, CancellationToken cancel)
    {
        var said = why.ReplaceLineEndings(" ").Cut(300);
        await db.Database.ExecuteSqlAsync($"insert into bounced_address (email, at, why) values (lower({address}), {at}, {said}) on conflict (email) do update set at = excluded.at, why = excluded.why", cancel);
        await db.Database.ExecuteSqlAsync($"update mail set state = 'failed', next_try = null, last_error = {said} where state = 'queued' and lower(recipient) = lower({address})", cancel);
    }

    /// <summary>Takes the mark off; false where there was none.</summary>
    public static async Task<bool> UnmarkBouncedAsync(this AppDb db, string address, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"delete from bounced_address where email = lower({address})", cancel) > 0;

    public static Task<List<BouncedAddress>> BouncedAsync(this AppDb db, int most, CancellationToken cancel) =>
        db.Database.SqlQuery<BouncedAddress>($"select email, at, why from bounced_address order by at desc, email limit {most}").ToListAsync(cancel);
}
