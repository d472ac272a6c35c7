using TuanHoc.Statistics;

namespace TuanHoc.Web.Boards;

/// <summary>What was answered in a cell of the form by whoever a sum is made of: a sum alone would make 0 of a blank and of "không phát sinh".</summary>
[Flags]
public enum Said : byte
{
    None = 0,
    Number = 1,
    Nothing = 2,
    AcceptedNumber = 4,
    AcceptedNothing = 8,
}

public static class SaidWords
{
    // The accepted answers stand as far above those received.
    const int Step = 2;

    /// <summary>The same of the accepted reports alone.</summary>
    public static Said OfAccepted(this Said said) => (Said)((int)said >> Step);

    /// <summary>An answer that counts as received, and as accepted where its report is.</summary>
    public static Said Of(Figure figure, Standing standing)
    {
        var said = figure.IsNumber ? Said.Number : figure.IsNothingOccurred ? Said.Nothing : Said.None;
        return standing == Standing.Accepted ? said | (Said)((int)said << Step) : said;
    }

    /// <summary>A sum as it is told: a number where anybody gave one, "không phát sinh" where whoever answered says so, else blank.</summary>
    public static Figure Told(this Said said, long sum) =>
        said.HasFlag(Said.Number) || sum != 0 ? Figure.Of(sum) : said.HasFlag(Said.Nothing) ? Figure.NothingOccurred : Figure.Blank;
}
