using System.Runtime.InteropServices;
using Kd.Losses;
using Kd.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// Compares a model's convolutions as oneDNN computes them with the same in double precision, which libtorch computes itself. Where the processor does
/// not tell the sizes of its caches, oneDNN 3.7.1 leaves the last channels of some out, and is wrong by as much as half of the result.
/// </summary>
internal static class ConvolutionCheck
{
    private const long BatchSize = 8;

    // Multiples of it are not padded, and what is not padded was right wherever it was looked at.
    private const long Block = 16;

    // Rounding to BFloat16 changes a sum by some thousandths of the largest; what is left out, by far more.
    private const double Tolerance = 0.05;

    // Of an image in each direction. Some kernels want larger ones than others.
    private static readonly long[] _sizes = [14, 32, 64];

    /// <summary>Tries each kind of convolution in the model, forwards and backwards. Transposed ones are not tried.</summary>
    /// <param name="model">The model, on the CPU.</param>
    /// <param name="cast">How the run computes.</param>
    /// <returns>The first that differs, as the model calls it; nothing if all agree.</returns>
    public static string? FindWrong(nn.Module model, Func<Autocast> cast)
    {
        OneDnn.SkipNnpack();
        var tried = new HashSet<string>();
        foreach (var (name, module) in model.named_modules())
        {
            if (module is Convolution convolution and (Conv1d or Conv2d or Conv3d) && IsPadded(convolution) && tried.Add(Kind(convolution)) && !IsRight(convolution, cast))
            {
                return $"{name} ({convolution.in_channels} to {convolution.out_channels} channels)";
            }
        }

        return null;
    }

    private static bool IsPadded(Convolution convolution) =>
        convolution.in_channels / convolution.groups % Block != 0 || convolution.out_channels / convolution.groups % Block != 0;

    private static string Kind(Convolution convolution) => string.Join(' ', [
        convolution.in_channels, .. convolution.weight.shape, .. convolution.stride, .. convolution.dilation, convolution.groups, .. convolution.padding ?? []]);

    private static bool IsRight(Convolution convolution, Func<Autocast> cast)
    {
        // Of its own, so that the run's random numbers are the same as without.
        using var generator = new Generator(1);

        // Who loads a model to use it has switched them off.
        using var gradients = enable_grad();
        foreach (var size in _sizes)
        {
            using var scope = NewDisposeScope();
            try
            {
                var directions = convolution.weight.dim() - 2;
                var input = randn([BatchSize, convolution.in_channels, .. Enumerable.Repeat(size, (int)directions)], generator: generator);
                var seen = Compute(convolution, input, convolution.weight.detach().clone(), cast);
                var expected = Compute(convolution, input.detach().to(ScalarType.Float64), convolution.weight.detach().to(ScalarType.Float64), () => default);
                return expected.Zip(seen, Agree).All(agree => agree);
            }
            catch (ExternalException)
            {
                // The image is too small.
            }
        }

        return true;
    }

    // The output, and the gradients of input and weight for the sum of its squares.
    private static Tensor[] Compute(Convolution convolution, Tensor input, Tensor weight, Func<Autocast> cast)
    {
        input.requires_grad_();
        weight.requires_grad_();
        var (stride, padding, dilation, groups) = (convolution.stride, convolution.padding, convolution.dilation, convolution.groups);
        Tensor output;
        using (cast())
        {
            output = Autocast.Widen(weight.dim() switch
            {
                3 => nn.functional.conv1d(input, weight, null, stride[0], padding?[0], dilation[0], groups),
                4 => nn.functional.conv2d(input, weight, null, stride, padding, dilation, groups),
                _ => nn.functional.conv3d(input, weight, null, stride, padding, dilation, groups),
            });
        }

        output.mul(output).sum().backward();
        return [output.detach(), input.grad!, weight.grad!];
    }

    private static bool Agree(Tensor expected, Tensor seen) =>
        expected.add(seen, Scalars.MinusOne).abs().max().ToDouble() <= Tolerance * expected.abs().max().ToDouble();
}
