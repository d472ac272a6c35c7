using System.Globalization;

namespace TuanHoc.Text;

/// <summary>A Vietnamese sentence for the user: a composite format and its arguments, kept apart so that the application can translate <see cref="Text"/> and format afterwards.</summary>
public readonly record struct Sentence(string Text, params object[] Arguments)
{
    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>The sentence in Vietnamese, its numbers written the Vietnamese way.</summary>
    public override string ToString() => string.Format(Vietnamese, Text, Arguments);

    /// <summary>Two sentences are the same when text and arguments are.</summary>
    public bool Equals(Sentence other) => Text == other.Text && Arguments.AsSpan().SequenceEqual(other.Arguments);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
