using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The subject (trích yếu) of a plan or guidance: the lines under KẾ HOẠCH, HƯỚNG DẪN.</summary>
internal static partial class TitleText
{
    private const int MostLines = 6;

    /// <summary>The subject and the index of the line after it.</summary>
    public static (Passage? Title, int Next) Read(IReadOnlyList<Line> lines, int name, int lengthOfName)
    {
        var parts = new List<Passage>();
        var inName = lines[name].Text.After(lengthOfName).Trim(" :.-");
        if (inName.Length > 0)
        {
            parts.Add(inName);
        }

        var next = name + 1;
        for (; next < lines.Count && next <= name + MostLines && Belongs(lines[next], parts); next++)
        {
            parts.Add(lines[next].Text);
        }

        return (parts.Count == 0 ? null : Passage.Join(parts).Trim(" -"), next);
    }

    private static bool Belongs(Line line, List<Passage> parts)
    {
        if (parts.Count == 0)
        {
            return !Basis().IsMatch(line.Key) && Marker.Of(line.Text).Level > Level.Roman;
        }

        if (Body().IsMatch(line.Key) || Marker.Of(line.Text).Level != Level.Plain)
        {
            return false;
        }

        var last = parts[^1].Text;
        var open = last.Count(letter => letter is '“') > last.Count(letter => letter is '”');
        return last[^1] is not ('.' or ';' or ':') && (!line.AfterBlank || open || char.IsLower(line.Text.Text[0]) || (line.IsUpper && Line.IsUpperCase(last)));
    }

    [GeneratedRegex(@"^(can cu|thuc hien (cong van|ke hoach|quyet dinh|chi thi|su chi dao|van ban|chuong trinh|nhiem vu|nghi quyet|huong dan))\b", Patterns.Bounded)]
    private static partial Regex Basis();

    [GeneratedRegex(@"^(can cu|kinh gui|thuc hien (cong van|ke hoach|quyet dinh|chi thi|su chi dao|van ban|chuong trinh|nhiem vu|nghi quyet|huong dan|muc tieu)|chu de|uy ban|ubnd|so giao duc|phong giao duc|phong van hoa|truong |trung tam |bo giao duc|hoi khuyen hoc|nham |de |tiep tuc|trien khai thuc hien (cong van|ke hoach|quyet dinh))", Patterns.Bounded)]
    private static partial Regex Body();
}
