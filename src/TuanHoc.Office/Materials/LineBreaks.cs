namespace TuanHoc.Office.Materials;

/// <summary>Where a slogan may be broken as one who sets type would: behind a comma gladly, between the syllables of one word ("suốt / đời") hardly ever.</summary>
internal static class LineBreaks
{
    /// <summary>What a break costs behind a sign of a pause, elsewhere, and inside a word.</summary>
    private const double Glad = 0, Plain = 1, Torn = 5;

    // Words of several syllables that slogans of the Week are made of
    private static readonly HashSet<string> Words = [.. """
        an toàn, bạn đọc, bền vững, chất lượng, chia sẻ, chuyển đổi, chính trị, chủ đề, con người, công chức, công dân, công nghệ, công nhân, công nghiệp, cơ hội, cơ sở, cộng đồng, cuộc sống, cuộc thi,
        cư dân, đất nước, đại đoàn, đoàn kết, đọc sách, đổi mới, đổi số, đời sống, gia đình, giá trị, giáo dục, giáo viên, gương mẫu, hạnh phúc, hạt giống, hiện đại, hiếu học, hiểu biết, hòa bình, hoàn thiện, hoạt động, học bổng, học hỏi,
        học liệu, học sinh, học tập, học vấn, hồ chí, chí minh, hưởng ứng, hội nhập, kết nối, khai mạc, khát vọng, khoa học, khu phố, khuyến học, khuyến tài, kiến thức, kinh tế, kỷ nguyên, kỹ năng, lao động, lan tỏa, làm chủ, hùng cường, thịnh vượng, bản thân, góp phần, lợi ích, lực lượng, mọi người, môi trường,
        năng động, năng lực, nâng cao, ngày nay, ngân hàng, nghề nghiệp, nghị quyết, nguồn lực, người dân, người học, người lớn, nhà trường, nhân dân, nhân loại, nhân lực, nhân tài, nông thôn, nền tảng, phát triển, phẩm chất, phong trào, phong phú,
        phồn vinh, quê hương, quốc gia, quốc tế, quyền lợi, sáng tạo, số hóa, sức mạnh, suốt đời, tài sản, tài trí, tấm gương, quan trọng, thanh niên, thành công, thành phố, thế giới, thế hệ, thiếu niên, thói quen, thông minh, thông tin, thúc đẩy, thư viện,
        thực hiện, thường xuyên, tích cực, tiến bộ, tiếp cận, tổ quốc, toàn dân, tri thức, trí tuệ, triết học, trọn đời, trung tâm, trường học, truyền thống, tuần lễ, tuổi trẻ, tự giác, tự học, tự tin, tương lai, văn hóa, văn minh, vẻ vang, việt nam, vĩ đại, vinh quang,
        vươn lên, vươn mình, vững bước, vững chắc, xã hội, xây dựng, xóa mù, mù chữ, ý nghĩa, ý thức, phù hợp, linh hoạt, mở rộng, trọng điểm, uỷ ban, ủy ban, nhà văn, bắt đầu, mỗi ngày, chìa khóa, cánh cửa, đòn bẩy, động lực, mục tiêu, nhiệm vụ, trách nhiệm
        """.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The words that may stand apart; a dash goes with the word before it.</summary>
    public static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (parts.Count > 0 && word is "-" or "–" or "—" or "·")
                parts[^1] += " " + word;
            else
                parts.Add(word);
        return parts;
    }

    /// <summary>What a break between two words costs.</summary>
    public static double Cost(string before, string after) =>
        before[^1] is ',' or ';' or ':' or '.' or '!' or '?' or '-' or '–' or '—' or '·' or '…' ? Glad : Words.Contains($"{before.TrimStart('“', '"')} {after.TrimEnd(',', ';', ':', '.', '!', '?', '”', '"')}".ToLowerInvariant()) ? Torn : Plain;

    /// <summary>The best division into a number of lines: of near widths, broken where it costs least.</summary>
    public static (IReadOnlyList<string> Lines, double Cost) Into(int lines, IReadOnlyList<string> words, Func<string, double> width)
    {
        // Up to each word, with the blank behind it
        var upTo = new double[words.Count + 1];
        for (var word = 0; word < words.Count; word++)
            upTo[word + 1] = upTo[word] + width(words[word] + " ");
        var aim = upTo[^1] / lines;
        var (best, from) = (new double[lines + 1, words.Count + 1], new int[lines + 1, words.Count + 1]);
        for (var line = 0; line <= lines; line++)
            for (var end = 0; end <= words.Count; end++)
                best[line, end] = double.PositiveInfinity;
        best[0, 0] = 0;
        for (var line = 1; line <= lines; line++)
            for (var end = line; end <= words.Count; end++)
                for (var first = line - 1; first < end; first++)
                {
                    var uneven = (upTo[end] - upTo[first]) / aim - 1;
                    var cost = best[line - 1, first] + 3 * uneven * uneven + (end < words.Count ? 0.6 * Cost(words[end - 1], words[end]) : 0);
                    if (cost < best[line, end])
                        (best[line, end], from[line, end]) = (cost, first);
                }
        var (found, torn) = (new List<string>(), 0.0);
        for (int line = lines, end = words.Count; line > 0; end = from[line--, end])
        {
            found.Insert(0, string.Join(' ', words.Skip(from[line, end]).Take(end - from[line, end])));
            torn += from[line, end] > 0 ? Cost(words[from[line, end] - 1], words[from[line, end]]) : 0;
        }
        return (found, torn);
    }
}
