using System.Text;
using QRCoder;

namespace TuanHoc.Web.Accounts;

/// <summary>A text as a square that telephones read.</summary>
public static class QrPicture
{
    /// <summary>The address of a picture that stands in the page itself, so that the secret in it goes nowhere else.</summary>
    public static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(code.GetGraphic(4)));
    }
}
