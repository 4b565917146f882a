using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Scripts;

/// <summary>A model whose code and weights are a TorchScript file.</summary>
internal interface IScripted
{
    /// <summary>The file that was loaded.</summary>
    string File { get; }

    /// <summary>Takes the script, in evaluation mode.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where its weights shall be.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="KdException">It is no TorchScript file (KD3013).</exception>
    void LoadScript(string path, Device device);
}
