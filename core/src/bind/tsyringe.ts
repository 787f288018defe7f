import 'reflect-metadata'

// The only file that knows tsyringe: it must come after reflect-metadata, which a bundler would not keep in that order
// if more than one file imported them.
export { container, type DependencyContainer, instanceCachingFactory } from 'tsyringe'
