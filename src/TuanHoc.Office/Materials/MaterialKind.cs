namespace TuanHoc.Office.Materials;

/// <summary>What a material can say beside unit, slogan and theme.</summary>
public enum MaterialPart { Slogan, Event, Time, Place, Programme, Name, Address }

/// <summary>A material that can be made: its size in millimetres, what it has room for, and its drawing.</summary>
public sealed class MaterialKind
{
    private readonly Func<MaterialWords, double, double, Artwork> draw;

    private MaterialKind(string key, double width, double height, Func<MaterialWords, double, double, Artwork> draw, params MaterialPart[] parts) =>
        (Key, Width, Height, this.draw, Parts) = (key, width, height, draw, parts);

    /// <summary>As addresses have it.</summary>
    public string Key { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>What is asked for it; what else is given does not stand on it.</summary>
    public IReadOnlyList<MaterialPart> Parts { get; }

    public static IReadOnlyList<MaterialKind> All { get; } =
    [
        new("poster-a2", 420, 594, Poster.Draw, MaterialPart.Slogan, MaterialPart.Time, MaterialPart.Place, MaterialPart.Address),
        new("poster-a3", 297, 420, Poster.Draw, MaterialPart.Slogan, MaterialPart.Time, MaterialPart.Place, MaterialPart.Address),
        new("banner", 6000, 800, Banner.Draw, MaterialPart.Slogan),
        new("flag", 800, 2000, Flag.Draw, MaterialPart.Slogan),
        new("standee", 800, 1800, Poster.Draw, MaterialPart.Slogan, MaterialPart.Time, MaterialPart.Place, MaterialPart.Address),
        new("backdrop", 4000, 3000, Backdrop.Draw, MaterialPart.Slogan, MaterialPart.Event, MaterialPart.Time, MaterialPart.Place),
        new("invitation", 210, 148, Invitation.Draw, MaterialPart.Event, MaterialPart.Time, MaterialPart.Place, MaterialPart.Programme, MaterialPart.Name, MaterialPart.Address),
        new("certificate", 297, 210, Certificate.Draw, MaterialPart.Event, MaterialPart.Time, MaterialPart.Name, MaterialPart.Address),
    ];

    public static MaterialKind? Find(string? key) => All.FirstOrDefault(kind => kind.Key == key);

    public Artwork Make(MaterialWords words) => draw(words, Width, Height);
}
