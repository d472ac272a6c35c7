using System.Buffers;

namespace TuanHoc.Office;

/// <summary>Vietnamese written before Unicode (TCVN3, VNI) or decoded wrongly: its letters appear as signs that Vietnamese never uses.</summary>
internal static class OldVietnamese
{
    // TCVN3 "Tr­êng TiÓu häc", VNI "Tröôøng Tieåu hoïc", UTF-8 taken for Windows-1252 "TrÆ°á»ng"
    private static readonly SearchValues<char> Signs = SearchValues.Create("\u00A1¢£¤¥¦¨©¬\u00AD®¯±²³´µ¶¸¹»¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ\uFFFD");

    /// <summary>A foreign name here and there is no sign of a whole file in another script.</summary>
    public static bool Fills(int strangeRows, int rows) => strangeRows >= 3 && strangeRows * 5 > rows;

    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(Signs);
}
