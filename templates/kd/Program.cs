using KdApp;
using Kd.Training;
using static TorchSharp.torch;

try
{
    using var model = SmallModel.LoadDistilled();
    using var gradients = no_grad();
    var moons = model.call(tensor(new[,] { { 0f, 1f }, { 1f, -0.5f } })).argmax(1).data<long>().ToArray();
    Console.WriteLine($"The distilled model says: the first point is of moon {moons[0]}, the second of moon {moons[1]}.");
    return 0;
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
