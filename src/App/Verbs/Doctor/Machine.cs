using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.App;

/// <summary>What the program finds itself on.</summary>
sealed record Machine(string System, string Processor, int Threads, string Instructions, int VectorBits, string Runtime, double MemoryGiB)
{
    public static Machine Here() => new(
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}",
        ProcessorName(),
        Environment.ProcessorCount,
        string.Join(", ", Features().Where(f => f.Supported).Select(f => f.Name)) is { Length: > 0 } list ? list : "none that matter",
        Widths.Bits,
        RuntimeInformation.FrameworkDescription,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30));

    static IEnumerable<(string Name, bool Supported)> Features() =>
    [
        ("AVX-512", Avx512F.IsSupported && Avx512DQ.IsSupported), ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("SSE4.2", Sse42.IsSupported),
        ("Advanced SIMD", AdvSimd.IsSupported),
    ];

    static string ProcessorName()
    {
        try
        {
            if (File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line)
                return line[(line.IndexOf(':') + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A name is a courtesy.
        }
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }
}
