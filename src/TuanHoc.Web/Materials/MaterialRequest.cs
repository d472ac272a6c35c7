using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using TuanHoc.Office.Materials;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Materials;

/// <summary>What an address asks to be made: all of it stands in the address, so that a link makes the same sheet again and nothing is kept.</summary>
public sealed record MaterialRequest(MaterialKind Kind, Membership Unit, Edition? Edition, FormReader Typed, MaterialWords Words)
{
    const int LongestSlogan = 200, LongestLine = 160, LongestProgramme = 600, LongestAddress = 300;

    /// <summary>The fields that a form may send, by the part that they say.</summary>
    public static readonly IReadOnlyDictionary<MaterialPart, string> Fields = new Dictionary<MaterialPart, string>
    {
        [MaterialPart.Slogan] = "own",
        [MaterialPart.Event] = "event",
        [MaterialPart.Time] = "time",
        [MaterialPart.Place] = "place",
        [MaterialPart.Programme] = "programme",
        [MaterialPart.Name] = "name",
        [MaterialPart.Address] = "address",
    };

    public bool IsValid => Typed.IsValid;

    public static MaterialRequest Read(IQueryCollection query, MaterialKind kind, Membership unit, Edition? edition, string? firstSlogan)
    {
        var typed = new FormReader(new FormCollection(query.ToDictionary(part => part.Key, part => new StringValues(part.Value.ToString().Normalize(NormalizationForm.FormC)), StringComparer.Ordinal)));
        string? Said(MaterialPart part, int longest)
        {
            if (!kind.Parts.Contains(part) || typed.Text(Fields[part], longest) is not { } said) return null;
            if (Artwork.CannotSet(said) is not { } sign) return said;
            typed.Refuse(Fields[part], T["Không in được ký tự “{0}”; bỏ ký tự này rồi làm lại.", sign]);
            return null;
        }

        var chosen = kind.Parts.Contains(MaterialPart.Slogan) ? typed.Text("slogan", LongestSlogan) : null;
        if (chosen is not null && Artwork.CannotSet(chosen) is { } stray) typed.Refuse("own", T["Không in được ký tự “{0}”; bỏ ký tự này rồi làm lại.", stray]);
        var address = Said(MaterialPart.Address, LongestAddress);
        if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"))
        {
            typed.Refuse("address", T["Ghi liên kết bắt đầu bằng https://, ví dụ https://tuanhoc.vn."]);
            address = null;
        }
        var words = new MaterialWords(unit.UnitName)
        {
            Slogan = Said(MaterialPart.Slogan, LongestSlogan) ?? chosen ?? (kind.Parts.Contains(MaterialPart.Slogan) ? edition?.Theme ?? firstSlogan : null),
            Theme = edition?.Theme,
            Year = edition?.Year,
            Days = edition is null ? null : DaysOf(edition),
            Event = Said(MaterialPart.Event, LongestLine),
            Time = Said(MaterialPart.Time, LongestLine),
            Place = Said(MaterialPart.Place, LongestLine),
            Programme = Said(MaterialPart.Programme, LongestProgramme),
            Name = Said(MaterialPart.Name, LongestLine),
            Address = address,
        };
        return new(kind, unit, edition, typed, words);
    }

    /// <summary>Where the sheet is got as a picture or a file, with all that stands on it.</summary>
    public string Link(string file, bool forPress = false)
    {
        var query = new List<string>();
        if (Edition is { } edition) query.Add("year=" + edition.Year.ToString(CultureInfo.InvariantCulture));
        foreach (var field in Fields.Values.Prepend("slogan"))
            if (Typed[field] is { Length: > 0 } said) query.Add($"{field}={Uri.EscapeDataString(said)}");
        if (forPress) query.Add("press=1");
        return $"/materials/{Unit.UnitId.ToString(CultureInfo.InvariantCulture)}/{Kind.Key}{file}?{string.Join('&', query)}";
    }

    /// <summary>"01–07/10/2026", or both dates where the Week begins in another month.</summary>
    static string DaysOf(Edition edition) => (edition.FirstDay, edition.LastDay) is var (first, last) && (first.Year, first.Month) == (last.Year, last.Month)
        ? $"{first.Day.ToString("00", CultureInfo.InvariantCulture)}–{Vn.Date(last)}" : $"{first.ToString("dd/MM", CultureInfo.InvariantCulture)}–{Vn.Date(last)}";
}
