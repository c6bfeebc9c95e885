using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

/// <summary>The noise once more on machines with less: a seed means the same numbers everywhere.</summary>
public sealed class NarrowerMachineTests
{
    const string Expected = "ATHANOR_TEST_EXPECTED_BITS";

    [Theory]
    [Trait("Category", ChildProcess.Category)]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    public void Noise_has_the_same_bits_with_fewer_instructions(string knob, int bits)
    {
        Assert.SkipUnless(Widths.Bits >= bits, $"this machine has {Widths.Bits}-bit registers, so there is nothing to switch off");
        var (exit, output) = ChildProcess.Run(["--explicit", "on", "--filter-method", $"*.{nameof(The_switch_took)}", "--filter-method", $"*.{nameof(NoiseTests.Atom_noise_is_what_it_was)}"], (knob, "0"), (Expected, bits.ToString()));
        Assert.True(exit == 0, output);
    }

    [Fact(Explicit = true)]
    public void The_switch_took()
    {
        var expected = Environment.GetEnvironmentVariable(Expected);
        Assert.SkipWhen(expected is null, "a part of the tests above, in their child process");
        Assert.Equal(expected, Widths.Bits.ToString());
    }
}
