using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// libtorch's optimizer steps that go through the memory of all parameters once, on the CPU by vectors and on a GPU in few kernels. TorchSharp
/// does not have them; TorchScript does.
/// </summary>
internal static class FusedSteps
{
    // It lives as long as the program. The parser wants a line feed at the end.
    private static readonly jit.CompilationUnit _script = jit.compile("""
        def sgd(parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, decay: float, nesterov: bool):
            torch._fused_sgd_(parameters, gradients, velocities, weight_decay=decay, momentum=momentum, lr=rate, dampening=0.0, nesterov=nesterov, maximize=False, is_first_step=False)

        def adamw(parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], largest: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, decay: float, epsilon: float):
            torch._fused_adamw_(parameters, gradients, means, squares, largest, steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)

        """);

    /// <summary>Whether libtorch has them on the device of a parameter: others, such as MPS, take the steps one parameter after the other.</summary>
    public static bool Serve(Tensor parameter) => parameter.device_type is DeviceType.CPU or DeviceType.CUDA;

    /// <summary>A step of SGD.</summary>
    /// <param name="parameters">The parameters; at least one.</param>
    /// <param name="gradients">Theirs.</param>
    /// <param name="velocities">Theirs; none without momentum.</param>
    /// <param name="rate">The learning rate, a scalar that something holds, as the others are.</param>
    /// <param name="momentum">The share of a velocity that stays.</param>
    /// <param name="decay">The L2 penalty.</param>
    /// <param name="nesterov">Whether the step looks ahead.</param>
    public static void Sgd(Tensor[] parameters, Tensor[] gradients, Tensor[] velocities, Scalar rate, Scalar momentum, Scalar decay, bool nesterov) =>
        _script.invoke("sgd", parameters, gradients, velocities, rate, momentum, decay, nesterov);

    /// <summary>A step of AdamW.</summary>
    /// <param name="parameters">The parameters; at least one.</param>
    /// <param name="gradients">Theirs.</param>
    /// <param name="means">Their gradients' means.</param>
    /// <param name="squares">Their gradients' mean squares.</param>
    /// <param name="steps">How many steps they take with this one: a number of 32 bits each, on their device.</param>
    /// <param name="rate">The learning rate, a scalar that something holds, as the others are.</param>
    /// <param name="beta1">The decay of the means.</param>
    /// <param name="beta2">The decay of the mean squares.</param>
    /// <param name="decay">The decoupled weight decay.</param>
    /// <param name="epsilon">Added to the denominator.</param>
    public static void AdamW(
        Tensor[] parameters, Tensor[] gradients, Tensor[] means, Tensor[] squares, Tensor[] steps, Scalar rate, Scalar beta1, Scalar beta2, Scalar decay, Scalar epsilon) =>
        _script.invoke("adamw", parameters, gradients, means, squares, Array.Empty<Tensor>(), steps, rate, beta1, beta2, decay, epsilon);
}
