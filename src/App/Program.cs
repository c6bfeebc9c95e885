using Athanor.Potentials;
using Athanor.Quantum;
using Athanor.Simulation;

PotentialCatalogue.Default = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All, .. BiasKind.All]);
return (int)Athanor.App.Entrance.Run(args);
