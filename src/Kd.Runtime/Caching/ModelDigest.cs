using System.Security.Cryptography;
using System.Text;
using Kd.Scripts;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>A hash of all that a teacher has learned.</summary>
internal static class ModelDigest
{
    /// <summary>The hash of a model's parameters and buffers; of a script, that of its file, code and all.</summary>
    public static string Of(nn.Module model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (model is IScripted script)
        {
            hash.AppendData(File.ReadAllBytes(script.File));
        }

        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        foreach (var (name, tensor) in (model is IScripted ? [] : model.state_dict()).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.dtype} {string.Join(',', tensor.shape)}\n"));
            hash.AppendData(tensor.numel() == 0 ? [] : tensor.detach().cpu().contiguous().bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
