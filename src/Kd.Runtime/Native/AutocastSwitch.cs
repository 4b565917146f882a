using System.Runtime.InteropServices;

namespace Kd.Native;

/// <summary>The functions behind <c>torch.autocast</c>, which TorchSharp does not have. Under the names that they have on Linux.</summary>
internal static partial class AutocastSwitch
{
    /// <summary>Whether they can be called here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Turns autocast on, for this thread.</summary>
    /// <param name="device">The number of the device's type.</param>
    /// <param name="type">The number of the type to compute in.</param>
    public static void TurnOn(sbyte device, sbyte type)
    {
        SetEnabled(device, enabled: true);
        SetType(device, type);
        _ = Enter();
    }

    /// <summary>Turns it off, and forgets the weights that were converted.</summary>
    /// <param name="device">The number of the device's type.</param>
    public static void TurnOff(sbyte device)
    {
        if (Leave() == 0)
        {
            ClearCache();
        }

        SetEnabled(device, enabled: false);
    }

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void SetEnabled(sbyte device, [MarshalAs(UnmanagedType.I1)] bool enabled);

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void SetType(sbyte device, sbyte type);

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at8autocast17increment_nestingEv")]
    private static partial int Enter();

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at8autocast17decrement_nestingEv")]
    private static partial int Leave();

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void ClearCache();
}
