using System.Globalization;
using TuanHoc.Documents;
using TuanHoc.Plans.Bodies;
using TuanHoc.Text;

namespace TuanHoc.Plans;

/// <summary>
/// What the document system of an office records of a plan (Decree 30/2020/NĐ-CP, Appendix VI), put beside what its text states: it fills in what was not found,
/// and where both are there and differ, the fact keeps both. Nothing that the text states is overwritten.
/// </summary>
public static class RecordedFacts
{
    public const string
        NotInText = "Không tìm thấy trong văn bản; lấy theo hệ thống văn bản của cơ quan.",
        NotRecorded = "Hệ thống văn bản của cơ quan không ghi nơi nhận này.";

    // What some systems write before the subject proper.
    private static readonly string[] BeforeSubject = ["ve viec ", "v v "];

    /// <summary>The plan with what is recorded of it.</summary>
    public static Plan With(this Plan read, DocumentMetadata recorded)
    {
        var header = read.Header;
        var filled = read with
        {
            Header = header with
            {
                Issuer = Beside(header.Issuer, Line(recorded.Issuer.Name), SameBody),
                Number = Beside(header.Number, VietnameseNumber.DocumentNumber(recorded.Number, Line(recorded.Notation)), SameNumber),
                Place = Beside(header.Place, Line(recorded.Place), SameWords),
                IssuedOn = header.IssuedOn is not { } day ? new(recorded.IssuedOn, default, NotInText) : day.Value == recorded.IssuedOn ? day : day with { Recorded = VietnameseDay(recorded.IssuedOn) },
                Title = Beside(header.Title, Line(recorded.Subject), (title, subject) => SameSubject(title, subject, recorded.TypeName)),
            },
            Recipients = Recipients(read.Recipients, recorded),
            Signature = recorded.Signer is { } signer ? Beside(read.Signature, signer) : read.Signature,
        };
        return filled with { Missing = [.. PlanReader.WhatIsMissing(filled)] };
    }

    private static Told<string>? Beside(Told<string>? told, string recorded, Func<string, string, bool> same) =>
        recorded.Length == 0 || told is not null && same(told.Value, recorded) ? told : told is null ? new(recorded, default, NotInText) : told with { Recorded = recorded };

    private static Signature? Beside(Signature? read, DocumentSigner signer)
    {
        var (competence, position, name) = (Line(signer.Competence), Line(signer.Position), Line(signer.Name));
        if (competence.Length + position.Length + name.Length == 0)
            return read;
        if (read is null)
            return new([.. competence.Length > 0 ? [competence] : Array.Empty<string>()], position.NullIfEmpty(), name.NullIfEmpty(), default) { Doubt = NotInText };
        var differs = Differ(string.Join(' ', read.Authority), competence, SameBody) || Differ(read.Position, position, SameBody) || Differ(read.Name, name, SameWords);
        var filled = read with
        {
            Authority = read.Authority.Count == 0 && competence.Length > 0 ? [competence] : read.Authority,
            Position = read.Position ?? position.NullIfEmpty(),
            Name = read.Name ?? name.NullIfEmpty(),
            Recorded = differs ? string.Join(", ", new[] { competence, position, name }.Where(part => part.Length > 0)) : null,
        };
        return read.Name is null && name.Length > 0 ? filled with { Doubt = NotInText } : filled;
    }

    private static bool Differ(string? read, string recorded, Func<string, string, bool> same) => !string.IsNullOrEmpty(read) && recorded.Length > 0 && !same(read, recorded);

    // Systems number the receivers they send to, and print those of the document; only these can be compared with the text.
    private static IReadOnlyList<Told<string>> Recipients(IReadOnlyList<Told<string>> read, DocumentMetadata recorded)
    {
        var places = recorded.ToPlaces.Select(Line).Where(place => place.Length > 0).ToList();
        if (read.Count == 0)
            return [.. (places.Count > 0 ? places : recorded.To.Select(party => Line(party.Name)).Where(name => name.Length > 0)).Select(name => new Told<string>(name, default, NotInText))];
        if (places.Count == 0)
            return read;
        var (inText, inSystem) = (read.Select(one => BodyKey.Of(one.Value)).ToHashSet(StringComparer.Ordinal), places.Select(BodyKey.Of).ToHashSet(StringComparer.Ordinal));
        return [.. read.Select(one => inSystem.Contains(BodyKey.Of(one.Value)) ? one : one with { Doubt = one.Doubt ?? NotRecorded }),
            .. places.Where(place => !inText.Contains(BodyKey.Of(place))).Select(place => new Told<string>(place, default, NotInText))];
    }

    private static bool SameBody(string read, string recorded) => BodyKey.Of(read) == BodyKey.Of(recorded);

    // "05/KH-UBND" is number 5.
    private static bool SameNumber(string read, string recorded) => Plain(read.TrimStart('0', ' ')) == Plain(recorded.TrimStart('0'));

    private static bool SameSubject(string title, string subject, string type) => WithoutLead(title, type) == WithoutLead(subject, type);

    private static bool SameWords(string read, string recorded) => Plain(read) == Plain(recorded);

    private static string WithoutLead(string title, string type)
    {
        var plain = Plain(title);
        foreach (var lead in BeforeSubject.Prepend(Plain(type) + " "))
            if (lead.Length > 1 && SearchKey.Of(plain).StartsWith(SearchKey.Of(lead), StringComparison.Ordinal))
                plain = plain[lead.Length..];
        return plain;
    }

    // A name differs by its tones; letters small or large, and signs, do not matter.
    private static string Plain(string text) =>
        string.Join(' ', string.Concat(text.Normalize().ToLowerInvariant().Select(sign => char.IsLetterOrDigit(sign) ? sign : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Line(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');

    private static string? NullIfEmpty(this string text) => text.Length == 0 ? null : text;

    private static string VietnameseDay(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
