namespace Athanor.App;

/// <summary>What the measurements say, in sentences.</summary>
static class Diagnosis
{
    /// <summary>Below this a second thread brings less than it should.</summary>
    const double GoodGain = 1.6;

    /// <param name="gain">How much faster all threads are than one; null where there is one thread only.</param>
    public static IEnumerable<string> Of(Machine machine, double? gain, Speed network)
    {
        yield return machine.VectorBits switch
        {
            >= 512 => "Vectors of 512 bits are used, the widest there are.",
            256 => "Vectors of 256 bits are used.",
            128 => "Vectors of 128 bits are used; a processor with AVX2 or AVX-512 would be faster.",
            _ => "No vector instructions are used, so everything runs many times slower than it could. Are they switched off (DOTNET_EnableHWIntrinsic, DOTNET_EnableAVX2)?",
        };
        if (gain is { } g)
        {
            yield return g >= GoodGain
                ? $"{machine.Threads} threads are {g:0.0} times as fast as one."
                : $"{machine.Threads} threads are only {g:0.0} times as fast as one: other programs seem to be running, or the threads share cores.";
        }
        const double atoms = 1000, steps = 1e6;
        var hours = atoms * steps / network.AtomStepsPerSecond / 3600;
        yield return $"A nanosecond of {atoms:0} atoms with a neural network (steps of 1 fs) takes about {(hours >= 1 ? $"{hours:0.0} hours" : $"{60 * hours:0} minutes")} here.";
    }
}
