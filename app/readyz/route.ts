export { GET } from '@/app/api/v1/health/route'
