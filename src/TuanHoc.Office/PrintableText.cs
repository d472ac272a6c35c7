using System.Text;
using System.Xml;

namespace TuanHoc.Office;

/// <summary>Text fit to stand in an Office file.</summary>
public static class PrintableText
{
    /// <summary>
    /// In the composed form (NFC) that every font shows right, with \n alone at line ends. Characters that XML cannot hold are left out;
    /// half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
            else if (char.IsSurrogate(text[i]))
                clean.Append('\uFFFD');
            else if (text[i] != '\r' && XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n'))
                clean.Append('\n');
        }
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }
}
