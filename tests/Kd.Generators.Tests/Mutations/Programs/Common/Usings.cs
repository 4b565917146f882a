global using Kd;
global using Kd.Data;
global using Kd.Losses;
global using TorchSharp;
global using TorchSharp.Modules;
global using static TorchSharp.torch;
global using static TorchSharp.torch.nn;
