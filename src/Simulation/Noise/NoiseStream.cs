namespace Athanor.Simulation;

/// <summary>Who draws, so that no two purposes ever see the same number. The values are part of what a restart promises: never renumber.</summary>
enum NoiseStream : byte
{
    InitialVelocities = 1,
    OrnsteinUhlenbeck = 2,
    VelocityRescaling = 3,
    CellRescaling = 4,
    RingVelocities = 20,
    RingNoise = 21,
    CentroidRescaling = 22,
    RingChildren = 23,
    RingMeanForce = 24,
    FirstMode = 60,
}
