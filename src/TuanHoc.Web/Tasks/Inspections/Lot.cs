using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>A unit that the lot may choose.</summary>
public sealed record Drawable(long Id, string Kind);

/// <summary>
/// Draws units by a number that is shown, so that anybody draws the same again: each kind gets its share of the sample (largest remainders), and within a kind
/// those come first whose SHA-256 of "seed:id" is the least.
/// </summary>
public static class Lot
{
    public static IReadOnlyList<long> Draw(long seed, IReadOnlyCollection<Drawable> units, int count)
    {
        if (count >= units.Count) return [.. units.Select(unit => unit.Id).Order()];
        var shares = units.GroupBy(unit => unit.Kind, StringComparer.Ordinal)
            .Select(kind => (Units: kind.ToList(), Whole: (long)kind.Count() * count / units.Count, Left: (long)kind.Count() * count % units.Count, Kind: kind.Key))
            .OrderByDescending(share => share.Left).ThenBy(share => share.Kind, StringComparer.Ordinal).ToList();
        var over = count - shares.Sum(share => share.Whole);
        return [.. shares.SelectMany((share, place) => share.Units.OrderBy(unit => Ticket(seed, unit.Id), StringComparer.Ordinal).Take((int)share.Whole + (place < over ? 1 : 0))).Select(unit => unit.Id).Order()];
    }

    /// <summary>The ticket of a unit, in hexadecimal.</summary>
    public static string Ticket(long seed, long unit) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{unit}"))));
}
