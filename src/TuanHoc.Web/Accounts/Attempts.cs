using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>
/// Guessing is slowed where it is done: by name and network address, so that a stranger who guesses does not lock out the person. A device on which the person
/// has signed in before has a count of its own. Names that nobody has are counted too. Every try is counted before it is judged, so that a hundred at once are a hundred.
/// </summary>
public sealed class Attempts(AppDb db, IHttpContextAccessor http, KnownDevice device, TimeProvider clock)
{
    /// <summary>How often one may fail, and how the wait grows from then on: doubled each time, never above the longest.</summary>
    sealed record Patience(int Free, int FirstSeconds, int LongestSeconds);

    static readonly Patience ofName = new(Free: 5, FirstSeconds: 30, LongestSeconds: 900);
    // One address that tries many names. Whole offices share an address, so the wait is felt by programs alone.
    static readonly Patience ofAddress = new(Free: 100, FirstSeconds: 1, LongestSeconds: 2);

    // Letters to one who forgot, from all addresses together; and how many names one address may ask for.
    static readonly Patience ofLetters = new(Free: 3, FirstSeconds: 300, LongestSeconds: 3600), ofAsking = new(Free: 20, FirstSeconds: 5, LongestSeconds: 60);

    const int ForgottenAfterHours = 24;
    const string AnyName = "";

    // Tries made at once are counted in another order than they read the clock.
    static readonly TimeSpan Unordered = TimeSpan.FromMinutes(1);

    /// <summary>Counts a try to sign in under a name; how long to wait when it may not be made now.</summary>
    public async Task<TimeSpan?> TakeAsync(string name, CancellationToken cancel)
    {
        if (device.Knows(name)) return await TakeAsync(name, device.Whence, ofName, cancel);
        return await TakeAsync(name, Address, ofName, cancel) ?? await TakeAsync(AnyName, Address, ofAddress, cancel);
    }

    /// <summary>Counts a try of a second factor: made by who knows the password already, so all addresses are one.</summary>
    public Task<TimeSpan?> TakeSecondAsync(string name, CancellationToken cancel) => TakeAsync(name, SecondWhence(name), ofName, cancel);

    /// <summary>Counts that a link for a lost password was asked for, whether there is such an account or not.</summary>
    public async Task<TimeSpan?> TakeForgottenAsync(string name, CancellationToken cancel) =>
        await TakeAsync(AnyName, "forgotten " + Address, ofAsking, cancel) ?? await TakeAsync(name, "forgotten", ofLetters, cancel);

    /// <summary>Counts a try to make an account with the link of an invitation: each tells whether a name is somebody's already.</summary>
    public Task<TimeSpan?> TakeLinkAsync(string token, CancellationToken cancel) => TakeAsync(token, "link", ofName, cancel);

    /// <summary>After a right password: nothing is held against the name here, and what is old is forgotten for all.</summary>
    public Task ForgetAsync(string name, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with good as (update sign_in_attempt set failures = greatest(0, failures - 1) where who = {Key(AnyName)} and whence = {Address})
        delete from sign_in_attempt where (who = {Key(name)} and whence in ({device.Whence}, {Address})) or last_at < {clock.GetUtcNow().AddHours(-ForgottenAfterHours)}
        """, cancel);

    /// <summary>After a right second factor; a right password alone leaves the failures of the second where they are.</summary>
    public Task ForgetSecondAsync(string name, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"delete from sign_in_attempt where who = {Key(name)} and whence = {SecondWhence(name)}", cancel);

    public static string Sentence(TimeSpan wait) => wait.TotalMinutes < 1
        ? T["Đã sai nhiều lần. Chờ {0} giây rồi thử lại.", (int)Math.Ceiling(wait.TotalSeconds)]
        : T["Đã sai nhiều lần. Chờ {0} phút rồi thử lại, hoặc đăng nhập trên thiết bị đã dùng trước đây.", (int)Math.Ceiling(wait.TotalMinutes)];

    async Task<TimeSpan?> TakeAsync(string name, string whence, Patience patience, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var taken = await db.Database.SqlQuery<int>($"""
            insert into sign_in_attempt as a (who, whence, failures, last_at, next_at) values ({Key(name)}, {whence}, 1, {now}, {now - Unordered})
            on conflict (who, whence) do update set
                failures = case when a.last_at < {now.AddHours(-ForgottenAfterHours)} then 1 else a.failures + 1 end,
                last_at = excluded.last_at,
                next_at = case when a.failures + 1 < {patience.Free} then {now - Unordered}
                               else excluded.last_at + make_interval(secs => least({patience.LongestSeconds}, {patience.FirstSeconds} * power(2, least(20, a.failures + 1 - {patience.Free})))) end
            where a.next_at <= excluded.last_at
            returning a.failures as "Value"
            """).ToListAsync(cancel);
        if (taken.Count > 0) return null;
        var until = await db.Database.SqlQuery<DateTimeOffset>($"select next_at as \"Value\" from sign_in_attempt where who = {Key(name)} and whence = {whence}").ToListAsync(cancel);
        return until.Count == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(Math.Max(1, (until[0] - now).TotalSeconds));
    }

    string SecondWhence(string name) => "second " + (device.Knows(name) ? device.Whence : "");

    string Address => AddressOf(http.HttpContext!.Connection.RemoteIpAddress);

    /// <summary>An address as it is counted: whoever has one of IPv6 has 2^64 of them.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }

    static byte[] Key(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name.Normalize().ToUpperInvariant()));
}
