using Kd.Training;
using SkiaSharp;

namespace Kd.Data;

/// <summary>Decodes single images.</summary>
internal static class ImageDecoder
{
    // 256 MiB while it is decoded. A file of a few bytes can claim any size.
    private const long MostPixels = 1L << 26;

    private const int BytesPerPixel = 4;

    /// <summary>Decodes an image into planes of red, green and blue: scaled until it covers the size, and cut to its middle.</summary>
    /// <param name="file">The file.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="planes">3 * height * width bytes.</param>
    /// <exception cref="KdException">It cannot be decoded (KD3034).</exception>
    public static void Decode(string file, int height, int width, Span<byte> planes)
    {
        using var whole = Whole(file);
        var scale = Math.Max((double)width / whole.Width, (double)height / whole.Height);
        var (scaledWidth, scaledHeight) = (Math.Max(width, (int)Math.Round(whole.Width * scale)), Math.Max(height, (int)Math.Round(whole.Height * scale)));
        if ((long)scaledWidth * scaledHeight > MostPixels)
        {
            throw Undecodable(file, $"at {height}x{width} it would be scaled to {scaledHeight}x{scaledWidth}");
        }

        // Medium: between pixels where it becomes larger, over a smaller copy where it becomes smaller.
        using var scaled = scaledWidth == whole.Width && scaledHeight == whole.Height
            ? null
            : whole.Resize(new SKImageInfo(scaledWidth, scaledHeight, whole.ColorType, whole.AlphaType), SKFilterQuality.Medium)
                ?? throw Undecodable(file, "it cannot be scaled");
        Split(scaled ?? whole, (scaledHeight - height) / 2, (scaledWidth - width) / 2, height, width, planes);
    }

    private static SKBitmap Whole(string file)
    {
        using var codec = SKCodec.Create(file, out var opened) ?? throw Undecodable(file, opened.ToString());
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            throw Undecodable(file, $"it has {height}x{width} pixels, and {MostPixels} is the most");
        }

        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var decoded = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (decoded != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw Undecodable(file, decoded.ToString());
        }

        return bitmap;
    }

    private static void Split(SKBitmap bitmap, int top, int left, int height, int width, Span<byte> planes)
    {
        var pixels = bitmap.GetPixelSpan();
        var plane = height * width;
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(((top + y) * bitmap.RowBytes) + (left * BytesPerPixel), width * BytesPerPixel);
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                planes[at] = row[x * BytesPerPixel];
                planes[plane + at] = row[(x * BytesPerPixel) + 1];
                planes[(2 * plane) + at] = row[(x * BytesPerPixel) + 2];
            }
        }
    }

    private static KdException Undecodable(string file, string why) =>
        new("KD3034", $"The image {file} cannot be decoded: {why}. Replace it, or take it away.");
}
