using Microsoft.AspNetCore.Http.Features;

namespace TuanHoc.Web.Kit;

/// <summary>Reads a form with files in it. Its endpoint asks for the token by itself, so that who may not send is told so before the files are read.</summary>
public static class LargeForm
{
    // A browser that is still sending does not read the answer, so a body that is too large is read to its end and forgotten, up to here.
    const long MostIgnored = 200_000_000;

    /// <summary>The form, or null when more was sent than <paramref name="most"/> bytes. A body that is no form reads as an empty one.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http, long most, CancellationToken cancel)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (http.Request.ContentLength > most)
        {
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = MostIgnored;
            if (http.Request.ContentLength <= MostIgnored) await http.Request.Body.CopyToAsync(Stream.Null, cancel);
            return null;
        }
        if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = most;
        try
        {
            return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }
}
