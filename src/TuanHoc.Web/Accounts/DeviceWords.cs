namespace TuanHoc.Web.Accounts;

/// <summary>A browser and its system, in words that a person knows the own device by: "Chrome · Android".</summary>
public static class DeviceWords
{
    // What contains another's name comes first: Edge and Cốc Cốc call themselves Chrome, Chrome calls itself Safari.
    static readonly (string Sign, string Word)[] browsers =
        [("coc_coc_browser", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Zalo", "Zalo"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    static readonly (string Sign, string Word)[] systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    /// <summary>Empty when the browser does not say.</summary>
    public static string Of(string userAgent) => string.Join(" · ", ((string?[])[Word(browsers, userAgent), Word(systems, userAgent)]).OfType<string>());

    static string? Word((string Sign, string Word)[] known, string userAgent)
    {
        foreach (var (sign, word) in known) if (userAgent.Contains(sign, StringComparison.Ordinal)) return word;
        return null;
    }
}
