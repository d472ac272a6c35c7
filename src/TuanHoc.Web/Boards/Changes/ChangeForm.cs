using System.Globalization;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units.Changes;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>Reads a change out of its form; what cannot be read is refused at its field.</summary>
public sealed class ChangeForm(FormReader form, UnitsOfDay units)
{
    /// <summary>The longest a directory is planned ahead, and the furthest back a decision is entered.</summary>
    public const int MostYears = 20;

    public const int LeastParts = 2, MostParts = 8;

    /// <summary>Partners of a merger that are named: those elsewhere, and those that give a part.</summary>
    public static readonly IReadOnlyList<string> Elsewhere = ["with.1", "with.2", "with.3"], InPart = ["part.1", "part.2", "part.3", "part.4"];

    /// <summary>Units that share a name which a field named.</summary>
    public Dictionary<string, IReadOnlyList<UnitOfDay>> Offered { get; } = [];

    public static int Parts(FormReader? form) => Math.Clamp(int.TryParse(form?["parts"], NumberStyles.None, CultureInfo.InvariantCulture, out var parts) ? parts : LeastParts, LeastParts, MostParts);

    /// <summary>The paper, when all of it can be read.</summary>
    public static DecisionHead? Head(FormReader form, string kind, DateOnly today, long? reverses = null)
    {
        var number = form.Required("number", T["Ghi số, ký hiệu của quyết định, ví dụ 12/QĐ-UBND."], 100);
        var issuer = form.Required("issuer", T["Ghi cơ quan ban hành."], 200);
        var signed = form.Day("signedOn");
        var onDay = form.Day("onDay");
        if (signed is null) form.Refuse("signedOn", T["Ghi ngày ký theo mẫu 05/10/2025."]);
        else if (signed > today) form.Refuse("signedOn", T["Ngày ký không thể sau hôm nay."]);
        if (onDay is null) form.Refuse("onDay", T["Ghi ngày có hiệu lực theo mẫu 05/10/2025."]);
        else if (onDay <= Web.Units.UnitDirectory.FirstDay || onDay > today.AddYears(MostYears)) form.Refuse("onDay", T["Ngày có hiệu lực phải sau {0} và trong {1} năm tới.", Web.Units.UnitDirectory.FirstDay, MostYears]);
        return form.IsValid && form.Key() is { } key ? new(key, number, signed!.Value, issuer, kind, onDay!.Value, reverses) : null;
    }

    /// <summary>What is ordered for the unit; null when a field was refused.</summary>
    public UnitChange? Read(string kind, UnitOfDay unit)
    {
        UnitChange? change = kind switch
        {
            ChangeKinds.Rename => new UnitChange.Rename(unit.Id, Name("shortName"), form.Text("code", 20)),
            ChangeKinds.Retype when unit.Kind == UnitKind.School => new UnitChange.Relevel(unit.Id, Level()),
            ChangeKinds.Retype => new UnitChange.Retype(unit.Id, form.Required("printedType", T["Chọn loại mới."])),
            ChangeKinds.Move => Move(unit),
            ChangeKinds.Merge => Merge(unit),
            ChangeKinds.Split => Split(unit),
            ChangeKinds.Close => new UnitChange.Close(unit.Id, UnitPick.Read(form, "to", units, Offered)?.Id),
            _ => Open(unit),
        };
        return form.IsValid ? change : null;
    }

    UnitChange.Move Move(UnitOfDay unit)
    {
        var parent = UnitPick.Read(form, "parent", units, Offered);
        if (form.Text("parent") is null) form.Refuse("parent", T["Ghi tên hoặc mã đơn vị mà đơn vị này sẽ trực thuộc."]);
        return new(unit.Id, parent?.Id ?? 0, UnitPick.Read(form, "territory", units, Offered)?.Id);
    }

    UnitChange.Merge Merge(UnitOfDay unit)
    {
        var own = UnitNames.IsTerritory(unit.Kind) ? OwnPiece(unit) : null;
        List<long> from = [.. own is null ? [unit.Id] : Array.Empty<long>(), .. form.All("with").Select(Id).Where(id => id > 0), .. Elsewhere.Select(field => UnitPick.Read(form, field, units, Offered)?.Id).OfType<long>()];
        List<Piece> partly = [.. own is null ? [] : new[] { own }, .. UnitNames.IsTerritory(unit.Kind) ? InPart.Select(PieceOf).OfType<Piece>() : []];
        if (from.Distinct().Count() + partly.Count < 2) form.Refuse("with", T["Chọn ít nhất một đơn vị khác."]);
        return (form["into"] is { Length: > 0 } into && into != "new" ? new(from, Id(into), null) : new UnitChange.Merge(from, null, New("new", unit))) with { Partly = partly };
    }

    // The unit itself goes as a whole unless the form says otherwise.
    Piece? OwnPiece(UnitOfDay unit) => form["own.extent"] is "part" or "rest" ? new(unit.Id, Share("own.share"), form["own.extent"] == "rest") : null;

    Piece? PieceOf(string field) => UnitPick.Read(form, field, units, Offered) is { } unit ? new(unit.Id, Share(field + ".share"), form[field + ".extent"] == "rest") : null;

    UnitChange.Split Split(UnitOfDay unit) => new(unit.Id, [.. Enumerable.Range(0, Parts(form)).Select(part => new Part(New($"p{part}", unit), Share($"p{part}.share")))]);

    UnitChange.Open Open(UnitOfDay unit)
    {
        var word = form.Required("kind", T["Chọn loại đơn vị."]);
        if (!Enum.GetValues<UnitKind>().Any(kind => UnitKinds.Word(kind) == word)) { form.Refuse("kind", T["Chọn loại đơn vị."]); word = UnitKinds.Word(UnitKind.Body); }
        var kind = UnitKinds.Parse(word);
        var level = kind == UnitKind.School ? Level() : null;
        return new(new(kind, StateOf("new", kind, unit.Id, territory: UnitPick.Read(form, "territory", units, Offered)?.Id) with { Level = level }));
    }

    /// <summary>A unit of the same kind and in the same place as another.</summary>
    NewUnit New(string prefix, UnitOfDay like) => new(like.Kind, StateOf(prefix, like.Kind, like.State.ParentId ?? 0, like.State.TerritoryId) with { Level = like.State.Level });

    UnitState StateOf(string prefix, UnitKind kind, long parent, long? territory)
    {
        var types = UnitNames.TypesOf(kind, units.Day);
        var type = types.Count == 0 ? null : form.Text(prefix + ".type");
        if (types.Count > 0 && (type is null || !types.Contains(type))) form.Refuse(prefix + ".type", T["Chọn loại: {0}.", string.Join(", ", types)]);
        var name = Name(prefix + ".name");
        return new(UnitNames.Full(type, name), name, type, form.Text(prefix + ".code", 20), parent, territory);
    }

    string? Level()
    {
        var level = form.Text("level");
        if (level is not null && !Web.Units.KindWords.Levels.Contains(level)) form.Refuse("level", T["Chọn một cấp học trong danh sách."]);
        return level;
    }

    string Name(string field) => form.Required(field, T["Ghi tên đơn vị."], 200);

    decimal? Share(string field)
    {
        if (form.Text(field) is not { } typed) return null;
        if (decimal.TryParse(typed.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, Vn.Culture, out var percent) && percent is > 0 and <= 100) return percent / 100;
        form.Refuse(field, T["Ghi phần trăm, ví dụ 62,5."]);
        return null;
    }

    static long Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
