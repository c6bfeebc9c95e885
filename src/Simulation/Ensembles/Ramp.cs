using System.Text.Json.Serialization;

namespace Athanor.Simulation;

/// <summary>A quantity that stays, or goes in a straight line from one value to another in a given time and stays there.</summary>
/// <param name="Duration">fs from step 0.</param>
public readonly record struct Ramp(double From, double To, double Duration)
{
    public Ramp(double value)
        : this(value, value, 0)
    {
    }

    [JsonIgnore]
    public bool IsConstant => From == To || Duration <= 0;

    /// <summary>Value at a time (fs).</summary>
    public double At(double time) => time >= Duration ? To : From + (To - From) * (time / Duration);

    public static implicit operator Ramp(double value) => new(value);

    public override string ToString() => IsConstant ? $"{To}" : $"{From} to {To} in {Duration} fs";
}
