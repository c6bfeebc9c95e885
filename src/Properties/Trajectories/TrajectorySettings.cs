namespace Athanor.Properties;

/// <summary>What can be asked of a trajectory.</summary>
[Flags]
public enum TrajectoryQuestions
{
    None = 0,

    /// <summary>Pair distribution and coordination numbers.</summary>
    Distances = 1,

    StructureFactor = 2,

    /// <summary>Mean square displacement and diffusion.</summary>
    Displacements = 4,

    /// <summary>Velocity autocorrelation, diffusion once more, vibrational spectrum.</summary>
    Velocities = 8,

    /// <summary>Stress autocorrelation and viscosity.</summary>
    Stress = 16,

    /// <summary>Autocorrelation of the current of charges: infrared spectrum.</summary>
    Charges = 32,

    All = 63,
}

/// <summary>How a trajectory is looked at.</summary>
public sealed record TrajectorySettings
{
    /// <summary>Questions; those that the file cannot answer are left out with a note.</summary>
    public TrajectoryQuestions Questions { get; init; } = TrajectoryQuestions.All;

    /// <summary>fs between frames of the file; null: as their times say.</summary>
    public double? TimeStep { get; init; }

    /// <summary>Frames at the beginning that are left out.</summary>
    public long Skip { get; init; }

    /// <summary>Every how many-th frame is taken.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Å to which distances are counted; null: half the smallest height of the first cell, 10 at most, and 10 without a cell.</summary>
    public double? Range { get; init; }

    /// <summary>Intervals of the distances.</summary>
    public int Bins { get; init; } = 200;

    /// <summary>1/Å to which the structure factor goes.</summary>
    public double LargestWaveVector { get; init; } = 8;

    /// <summary>fs to which velocities are correlated; the finest line of the spectrum is about 1/2 of this.</summary>
    public double CorrelationTime { get; init; } = 2000;

    /// <summary>fs between which the slope of the mean square displacement is taken; null: from a twentieth to a fifth of the trajectory.</summary>
    public (double From, double To)? FitWindow { get; init; }

    /// <summary>mPa·s, for the diffusion's correction to an infinite cell; null: as found from the stress, if it is.</summary>
    public double? Viscosity { get; init; }

    /// <summary>K; null: as the frames say.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the motion of the whole stays in displacements and velocities.</summary>
    public bool KeepDrift { get; init; }

    /// <summary>How many frames there will be, where known: short trajectories get shorter correlations, so that there is something to compare.</summary>
    public long? ExpectedFrames { get; init; }

    /// <summary>Bytes that memories of positions or of velocities may take, each; of larger systems they follow every second, third … atom.</summary>
    public long Memory { get; init; } = 512L << 20;
}
