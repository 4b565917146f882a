using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>Draws a sample that is an image.</summary>
internal static class SampleImage
{
    private const int HeaderLength = 54;

    /// <summary>The image, as a part of the page; nothing if what is stored of it is none.</summary>
    /// <param name="image">Width, height, channels and bytes.</param>
    /// <param name="title">What it is of.</param>
    public static XElement? Draw(JsonNode image, string title)
    {
        var (width, height, channels) = ((int)(image.At("width").Number() ?? 0), (int)(image.At("height").Number() ?? 0), (int)(image.At("channels").Number() ?? 0));
        var pixels = Convert.FromBase64String(image.At("bytes").Value() ?? "");
        return width <= 0 || height <= 0 || channels is not (1 or 3) || pixels.Length != width * height * channels ? null : Html.Tag(
            "img",
            Html.Attribute("alt", title),
            Html.Attribute("width", 64),
            Html.Attribute("height", Math.Max(1, 64 * height / width)),
            Html.Attribute("src", "data:image/bmp;base64," + Convert.ToBase64String(Bitmap(pixels, width, height, channels))));
    }

    // A BMP needs no compression, and every browser knows it: 24 bits a pixel, blue first, rows from the bottom and of whole words.
    private static byte[] Bitmap(byte[] pixels, int width, int height, int channels)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var bitmap = new byte[HeaderLength + stride * height];
        using var writer = new BinaryWriter(new MemoryStream(bitmap));
        writer.Write(['B', 'M']);
        foreach (var field in new[] { bitmap.Length, 0, HeaderLength, 40, width, height, 1 | 24 << 16, 0, stride * height, 0, 0, 0, 0 })
        {
            writer.Write(field);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (from, to) = ((y * width + x) * channels, HeaderLength + (height - 1 - y) * stride + x * 3);
                (bitmap[to + 2], bitmap[to + 1], bitmap[to]) = (pixels[from], pixels[from + (channels - 1) / 2], pixels[from + channels - 1]);
            }
        }

        return bitmap;
    }
}
