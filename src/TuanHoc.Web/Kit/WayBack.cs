namespace TuanHoc.Web.Kit;

/// <summary>Where to go after a detour: only a path of ours, never "//elsewhere" or "http:…".</summary>
public static class WayBack
{
    public static string Local(string? path) => !string.IsNullOrEmpty(path) && path.All(sign => sign is > ' ' and < '\x7F') && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? path : "/";
}
