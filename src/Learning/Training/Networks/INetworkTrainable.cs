using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>A model that is networks over fixed features.</summary>
interface INetworkTrainable : ITrainable
{
    IReadOnlyList<NetworkShape> Networks { get; }

    IModelFit ITrainable.Open(TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team) => new NetworkFit(Networks, training, validation, options, team);
}
