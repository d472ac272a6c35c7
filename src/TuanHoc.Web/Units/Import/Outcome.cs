using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>What becomes of a row; a row with a fault or an open question has none. Enter: the unit stays as it is and only what it carries changes.</summary>
public enum Act : byte { None, Add, Alter, Reopen, Enter, Same, Skip }

/// <summary>A row on its way to the directory: the unit it is, if it is a known one, and how that unit is to stand.</summary>
public sealed class Outcome(ImportRow row)
{
    public ImportRow Row { get; } = row;
    public Act Act { get; set; }
    public KnownUnit? Unit { get; set; }

    /// <summary>The commune the row names.</summary>
    public long? Commune { get; set; }

    /// <summary>The body the row names as its own parent: a unit, or a row of the same file.</summary>
    public long? NamedParent { get; set; }
    public Outcome? NamedRow { get; set; }

    /// <summary>Whether the row was recognised by its number or its code, so that its name may have changed; a person's word for it counts as much.</summary>
    public bool IsSureOfUnit { get; set; }

    /// <summary>Whether a person said that it is none of the known units.</summary>
    public bool IsNew { get; set; }

    public string Name { get; set; } = "";
    public string? Code { get; set; }
    public string? Level { get; set; }
    public long? ParentId { get; set; }

    /// <summary>The row of the file that will be the parent, where that is a new unit itself.</summary>
    public Outcome? ParentRow { get; set; }
    public long? TerritoryId { get; set; }

    /// <summary>Where the unit goes when one that it stands under is divided on a later day.</summary>
    public List<(long Divided, long To)> Parts { get; } = [];

    public UnitKind Kind => Unit?.Kind ?? Row.Kind!.Value;

    /// <summary>What the unit will carry and does not carry yet.</summary>
    public IReadOnlyList<(UnitFactKind Kind, string Value)> Facts { get; set; } = [];

    /// <summary>Whether a version of the unit begins.</summary>
    public bool Writes => Act is Act.Add or Act.Alter or Act.Reopen;

    /// <summary>Whether two checks of a file came to the same: what would be written, row by row.</summary>
    public static byte[] Hash(IEnumerable<Outcome> outcomes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var outcome in outcomes)
        {
            foreach (var part in (ReadOnlySpan<long>)[outcome.Row.Number, (long)outcome.Act, outcome.Unit?.Id ?? 0, outcome.ParentId ?? 0, outcome.ParentRow?.Row.Number ?? 0, outcome.TerritoryId ?? 0])
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, part);
                hash.AppendData(number);
            }
            hash.AppendData(Encoding.UTF8.GetBytes($"{outcome.Name}\n{outcome.Code}\n{outcome.Level}\n{string.Join('\n', outcome.Facts.Select(f => $"{f.Kind.Word}={f.Value}"))}\n{string.Join('\n', outcome.Parts)}\n"));
        }
        return hash.GetHashAndReset();
    }
}
