using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>
/// Whether programs are at the forms of the portal: many were turned away within minutes. While it lasts, a page shows that a little work was done for it, which scripts do by themselves while
/// one types; whoever has no scripts waits longer, and so many of them are let through a minute. A rush of people is none: only what was turned away counts.
/// </summary>
public sealed class Siege(IConfiguration settings, TimeProvider clock) : IDisposable
{
    /// <summary>How many bits of the hash are nought: a second of a telephone's work, and a thousand pages are a thousand seconds.</summary>
    public const int Bits = 15;

    /// <summary>How old a page is at least that shows no work.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    const int Many = 200, LongestProof = 20, UnprovedPerMinute = 60;
    static readonly TimeSpan Within = TimeSpan.FromMinutes(5), Lasts = TimeSpan.FromMinutes(15);

    readonly Lock gate = new();
    readonly TokenBucketRateLimiter unproved = new(new() { TokenLimit = UnprovedPerMinute, TokensPerPeriod = UnprovedPerMinute / 6, ReplenishmentPeriod = TimeSpan.FromSeconds(10), QueueLimit = 0 });
    DateTimeOffset since, until;
    int turnedAway;

    /// <summary>By the setting Portal:ProofOfWork ("always", "never"), or by itself.</summary>
    public bool IsOn => settings["Portal:ProofOfWork"] switch { "always" => true, "never" => false, _ => clock.GetUtcNow() < until };

    /// <summary>One was turned away as only programs are.</summary>
    public void TurnedAway()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now - since > Within) (since, turnedAway) = (now, 0);
            if (++turnedAway >= Many) until = now + Lasts;
        }
    }

    /// <summary>Whether a page that was sent after so long is let through: there is no siege, it shows its work, or it took its time and few do so.</summary>
    public bool LetsIn(string? page, string? proof, TimeSpan age) => !IsOn || Proves(page, proof) || (age >= Patience && unproved.AttemptAcquire().IsAcquired);

    /// <summary>Whether the hash (SHA-256) of the page, a colon and the proof begins with as many bits of nought.</summary>
    public static bool Proves(string? page, string? proof) =>
        page is not null && proof is { Length: > 0 and <= LongestProof } && BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{page}:{proof}")))) >= Bits;

    public void Dispose() => unproved.Dispose();
}
