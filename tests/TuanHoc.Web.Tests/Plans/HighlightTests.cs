using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tests.Plans;

public sealed class HighlightTests
{
    [Fact]
    public void The_pieces_make_the_text_and_each_place_covers_its_own_whatever_overlaps()
    {
        var places = Gen.Choose(-3, 45).Two().Select(p => new TextSpan(p.Item1, p.Item2)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(places.ToArbitrary(), spans =>
        {
            const string Text = "Kế hoạch tổ chức Tuần lễ học tập suốt";
            var numbered = spans.Select((at, i) => new Place(i + 1, at, IsDoubtful: i % 3 == 0)).ToList();
            var pieces = Highlight.Cut(Text, numbered, spans.Take(2)).ToList();
            var covered = numbered.ToDictionary(p => p.Number, p => string.Concat(pieces.Where(piece => piece.Within.Any(w => w.Number == p.Number)).Select(piece => piece.Text)));
            return string.Concat(pieces.Select(p => p.Text)) == Text
                && numbered.All(p => covered[p.Number] == Slice(Text, p.At))
                && numbered.Where(p => Slice(Text, p.At).Length > 0).All(p => pieces.Count(piece => piece.Begins.Any(b => b.Number == p.Number)) == 1 && pieces.Count(piece => piece.Ends.Any(e => e.Number == p.Number)) == 1);
        }));
    }

    static string Slice(string text, TextSpan at)
    {
        var (from, to) = (Math.Clamp(at.From, 0, text.Length), Math.Clamp(at.To, 0, text.Length));
        return from < to ? text[from..to] : "";
    }
}
