using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>What training computes, once more on machines with less: no AVX-512, no AVX2, no vector instructions at all.</summary>
public sealed class NarrowerMachineTests
{
    const string Expected = "ATHANOR_TEST_EXPECTED_BITS";

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void Training_tests_pass_with_fewer_instructions(string knob, int bits)
    {
        Assert.SkipUnless(Widths.Bits >= bits, $"this machine has {Widths.Bits}-bit registers, so there is nothing to switch off");
        var environment = new[] { (knob, "0"), (Expected, bits.ToString()) };
        var (exit, output) = ChildProcess.Run(["--explicit", "only", "--fail-skips", "on", "--filter-method", $"*.{nameof(The_switch_took)}"], environment);
        Assert.True(exit == 0, output);
        string[] classes = [nameof(ObjectiveTests), nameof(ModelAgreementTests), nameof(ResumeTests), nameof(FirstOrderTests), nameof(GradientFitTests)];
        (exit, output) = ChildProcess.Run([.. classes.SelectMany(c => new[] { "--filter-class", $"Athanor.Learning.Tests.{c}" })], environment);
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
